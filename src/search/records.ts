// What the search index knows besides the pages: one record for each part of a diagram, and one for each demo.

import { homeView, type PartId, parts, type ViewId, views } from '../architecture/model.ts';

export type Kind = 'page' | 'part' | 'decision' | 'demo';

export interface SearchRecord {
  readonly url: string;
  readonly content: string;
  readonly language: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: { readonly kind: Kind[] };
}

export interface FoundDemo {
  readonly title: string;
  /** One sentence: what the reader can do in it. */
  readonly summary: string;
  readonly url: string;
}

export function partRecords(): SearchRecord[] {
  return (Object.keys(parts) as PartId[]).map((id) => {
    const part = parts[id];
    const home = homeView(id);
    const view = views[home];
    const alias = view.alias?.[id];
    const title = alias?.name ?? part.name;
    const detail = alias?.detail ?? part.detail;
    const words = [title, detail, part.does, ...otherNames(id, title)];
    return record('part', pathOf(home, id), words, {
      title,
      about: detail,
      where: `${view.figure} ${view.title}`,
    });
  });
}

export function demoRecords(demos: readonly FoundDemo[]): SearchRecord[] {
  return demos.map(({ title, summary, url }) =>
    record('demo', url, [title, summary], { title, about: summary, where: 'Demo' }),
  );
}

/** A part can carry another name in another diagram; whoever knows it by that name finds it too. */
function otherNames(id: PartId, shown: string): string[] {
  const names = [
    parts[id].name,
    ...Object.values(views).flatMap(({ alias }) => {
      const other = (alias as Partial<Record<PartId, { name?: string; detail?: string }>> | undefined)?.[id];
      return [other?.name, other?.detail];
    }),
  ];
  return [...new Set(names)].filter((name): name is string => name !== undefined && name !== shown);
}

function pathOf(view: ViewId, id: PartId): string {
  const { page } = views[view];
  return `${page === '' ? '/' : `/${page}/`}#${view}/${id}`;
}

function record(kind: Kind, url: string, words: string[], meta: SearchRecord['meta']): SearchRecord {
  const content = words
    .filter((word) => word !== '')
    .map((word) => (/[.?]$/.test(word) ? word : `${word}.`))
    .join(' ');
  return { url, content, language: 'en', meta: { ...meta, href: url }, filters: { kind: [kind] } };
}

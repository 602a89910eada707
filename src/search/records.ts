// What the search index knows besides the pages: one record for each part of a diagram, and one for each demo.

import { addressOf } from '../architecture/address.ts';
import { homeView, labelIn, type PartId, partIds, parts, views, viewsOf } from '../architecture/model.ts';

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
  return partIds.map((id) => {
    const { does, fails, notices } = parts[id];
    const view = homeView(id);
    const { name, detail } = labelIn(view, id);
    const words = [name, detail, ...otherNames(id, [name, detail]), does, fails, notices];
    return record('part', addressOf(id, view), words, {
      title: name,
      about: detail,
      where: `${views[view].figure} ${views[view].title}`,
    });
  });
}

export function demoRecords(demos: readonly FoundDemo[]): SearchRecord[] {
  return demos.map(({ title, summary, url }) =>
    record('demo', url, [title, summary], { title, about: summary, where: 'Demo' }),
  );
}

/** A part can carry another name in another diagram; whoever knows it by that name finds it too. */
function otherNames(id: PartId, shown: readonly string[]): string[] {
  const all = viewsOf(id).flatMap((view) => Object.values(labelIn(view, id)));
  return [...new Set([parts[id].name, ...all])].filter((name) => !shown.includes(name));
}

function record(kind: Kind, url: string, words: string[], meta: SearchRecord['meta']): SearchRecord {
  const content = words
    .filter((word) => word !== '')
    .map((word) => (/[.?]$/.test(word) ? word : `${word}.`))
    .join(' ');
  return { url, content, language: 'en', meta: { ...meta, href: url }, filters: { kind: [kind] } };
}

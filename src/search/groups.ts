// From what the index found to what the reader sees: groups in order, each with its few best entries.

import type { Fragment } from './engine.ts';
import { escaped, markName, unmark } from './mark.ts';
import type { Kind } from './records.ts';

export interface Entry {
  /** Both lines are in Pagefind's notation: text with `<mark>` around what matched. */
  readonly title: string;
  /** Where it is, or the words around the match. */
  readonly detail: string;
  readonly href: string;
}

export interface Group {
  readonly name: string;
  readonly entries: readonly Entry[];
}

const mostHeadings = 5;
const headingsOfOnePage = 2;

/** The group whose first entry carries the words in its name comes first; otherwise pages lead. */
export function groups(term: string, found: Readonly<Record<Kind, readonly Fragment[]>>): Group[] {
  const all = [
    { name: 'Pages', entries: found.page.map((page) => pageEntry(term, page)) },
    { name: 'Headings', entries: headings(term, found.page) },
    {
      name: 'Diagram parts',
      entries: byName(
        term,
        found.part.map((part) => recordEntry(term, part)),
      ),
    },
    { name: 'Decisions', entries: found.decision.map((decision) => pageEntry(term, decision)) },
    {
      name: 'Demos',
      entries: byName(
        term,
        found.demo.map((demo) => recordEntry(term, demo)),
      ),
    },
  ].filter(({ entries }) => entries.length > 0);
  const nameFit = ({ entries }: Group) => closeness(term, entries[0]?.title ?? '');
  return all.toSorted((a, b) => nameFit(b) - nameFit(a));
}

function pageEntry(term: string, { meta, excerpt, url }: Fragment): Entry {
  const { about = url, title = about, href = url } = meta;
  const name = title === about ? title : `${about}: ${title}`;
  return { title: markName(name, term), href, detail: excerpt };
}

/** Found by its name, it says what it is; found by other words, it shows them. */
function recordEntry(term: string, { meta, excerpt, url }: Fragment): Entry {
  const { about, where = '', title = url, href = url } = meta;
  const [name, place] = [markName(title, term), escaped(where)];
  const what = markName(about ?? '', term);
  if (!`${name}${what}`.includes('<mark>')) return { title: name, href, detail: `${place}: ${excerpt}` };
  return { title: name, href, detail: [what, place].filter((text) => text !== '').join(' · ') };
}

function headings(term: string, pages: readonly Fragment[]): Entry[] {
  const entries = pages.flatMap(({ meta, sub_results }) =>
    sub_results
      .filter(({ anchor }) => anchor !== undefined)
      .toSorted((a, b) => weight(b) - weight(a))
      .slice(0, headingsOfOnePage)
      .map(({ title, url, excerpt }) => ({
        title: markName(title, term),
        href: url,
        detail: `${escaped(meta['about'] ?? '')}: ${excerpt}`,
      })),
  );
  return byName(term, entries).slice(0, mostHeadings);
}

function weight({ weighted_locations }: Fragment['sub_results'][number]): number {
  return weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
}

/** Stable: what is equally close stays in the index's order. */
function byName(term: string, entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => closeness(term, b.title) - closeness(term, a.title));
}

/** 3: the same words; 2: begins with them; 1: contains every one of them; 0: not in the name. */
export function closeness(term: string, title: string): number {
  const asked = fold(term);
  const name = fold(unmark(title));
  if (asked === '') return 0;
  if (name === asked) return 3;
  if (name.startsWith(asked)) return 2;
  return asked.split(' ').every((word) => name.includes(word)) ? 1 : 0;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

// Every name that content uses must exist. Pure: the documents and what exists come in, the faults go out.
import type { Document, Use } from './document.ts';
import { type Place, unknown } from './problem.ts';
import { readSource, takeRegion } from './region.ts';

export interface Fault extends Place {
  readonly message: string;
}

export interface KnownView {
  /** Address of its page. */
  readonly page: string;
  readonly parts: readonly string[];
  readonly steps: number;
}

export interface Known {
  readonly parts: readonly string[];
  readonly views: Readonly<Record<string, KnownView>>;
  readonly sections: readonly string[];
  /** Address of a page → the ids on it that its text makes. */
  readonly pages: ReadonlyMap<string, readonly string[]>;
  /** Other addresses that answer: files, feeds, Markdown twins. */
  readonly addresses: readonly string[];
  /** Ids that the layout puts on every page. */
  readonly ids: readonly string[];
}

export function checkDocument(document: Document, address: string | null, known: Known): Fault[] {
  return document.uses.flatMap((use) => {
    const message = fault(use, address, known);
    return message === null ? [] : [{ file: document.file, line: use.line, message }];
  });
}

function fault(use: Use, address: string | null, known: Known): string | null {
  const { name, within } = use;
  const among = (what: string, names: readonly string[]) =>
    names.includes(name) ? null : unknown(what, name, names);
  switch (use.what) {
    case 'part': {
      const view = within === undefined ? undefined : known.views[within];
      return view ? among(`part of ${within}`, view.parts) : among('part', known.parts);
    }
    case 'view':
      return among('diagram', Object.keys(known.views));
    case 'section':
      return among('section', known.sections);
    case 'page':
      return among(
        'page',
        [...known.pages.keys()].map((page) => page.replaceAll('/', '')),
      );
    case 'source':
      return sourceFault(name, within);
    case 'link':
      return linkFault(name, address, known);
  }
}

function sourceFault(path: string, region: string | undefined): string | null {
  const file = readSource(path);
  if ('fault' in file) return file.fault;
  const taken = takeRegion(path, file.text, region);
  return 'fault' in taken ? taken.fault : null;
}

function linkFault(url: string, address: string | null, known: Known): string | null {
  if (/^(?:https?|mailto|tel):/.test(url)) return null;
  const [, path = '', hash] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(url) ?? [];
  const page = path === '' ? address : path;
  if (page === null || !page.startsWith('/')) {
    return `the link "${url}" must start with "/", "#" or "https:"`;
  }
  if (!known.pages.has(page)) {
    if (known.addresses.includes(page)) return null;
    return unknown('page', page, [...known.pages.keys(), ...known.addresses]);
  }
  if (hash === undefined || hash === '') return null;
  const targets = [...(known.pages.get(page) ?? []), ...known.ids, ...deepLinks(page, known)];
  if (targets.includes(decodeURIComponent(hash))) return null;
  return unknown(
    `place on ${page}`,
    `#${hash}`,
    targets.map((target) => `#${target}`),
  );
}

/** `#view`, `#view/part` and `#view/step-1` of the diagrams on a page. */
function deepLinks(page: string, known: Known): string[] {
  return Object.entries(known.views).flatMap(([id, view]) =>
    view.page !== page
      ? []
      : [
          id,
          ...view.parts.map((part) => `${id}/${part}`),
          ...Array.from({ length: view.steps }, (_, at) => `${id}/step-${at + 1}`),
        ],
  );
}

// Every link inside the site leads somewhere: the file is in dist without a redirect, and the fragment is an id there.
import { readFileSync } from 'node:fs';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { attribute, elements, filesIn } from '../infra/local/built.ts';
import { dist, pages } from './pages.ts';

const origin = 'https://architecture.lavbytes.com';
const files = filesIn(dist);

interface Read {
  readonly ids: readonly string[];
  readonly links: readonly string[];
}

const sources = {
  a: 'href',
  link: 'href',
  script: 'src',
  img: 'src',
  source: 'src',
  use: 'href',
  form: 'action',
};

function readHtml(html: string): Read {
  const ids: string[] = [];
  const links: string[] = [];
  for (const element of elements(parse(html))) {
    const id = attribute(element, 'id');
    if (id !== undefined) ids.push(id);
    const source = sources[element.tagName as keyof typeof sources];
    const link = source && attribute(element, source);
    if (link !== undefined) links.push(link);
  }
  return { ids, links };
}

const fileOf = (path: string): string => (path.endsWith('/') ? `${path}index.html` : path);
const read = new Map(
  pages().map((page) => [page, readHtml(readFileSync(files.get(fileOf(page)) ?? '', 'utf8'))]),
);

/** What is wrong with a link on a page, if anything. Links to other sites are not followed. */
function fault(link: string, from: string, known: ReadonlyMap<string, Read>): string | undefined {
  const target = URL.canParse(link, origin + from) ? new URL(link, origin + from) : undefined;
  if (!target) return `${link} is not an address`;
  if (target.origin !== origin) return undefined;
  const path = decodeURIComponent(target.pathname);
  if (!files.has(fileOf(path))) return `${link}: dist has no ${fileOf(path)}`;
  const id = decodeURIComponent(target.hash.slice(1));
  const page = known.get(path);
  if (id !== '' && page && !page.ids.includes(id)) return `${link}: ${path} has no id "${id}"`;
  return undefined;
}

describe('the links', () => {
  it.each([...read])('of %s lead somewhere', (from, { links }) => {
    expect([...new Set(links)].map((link) => fault(link, from, read)).filter(Boolean)).toEqual([]);
  });

  it.each([...read])('find each id once on %s', (_page, { ids }) => {
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('would be caught if they led nowhere', () => {
    const links = [
      '/no-such-page/',
      '#system-map/no-such-part',
      '/start#gone',
      '/no.svg',
      'https://example.com/',
    ];
    expect(links.filter((link) => fault(link, '/', read))).toEqual(links.slice(0, 4));
  });
});

// Every page, demo and claim ends in a quiet way to the form that carries where the reader was, in words that the form takes.
import { readFileSync } from 'node:fs';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../demos/start/prefill.ts';
import { attribute, elements, filesIn } from '../infra/local/built.ts';
import { dist, pages } from './pages.ts';

const files = filesIn(dist);
const htmlOf = (page: string): string =>
  readFileSync(files.get(page.endsWith('/') ? `${page}index.html` : page) ?? '', 'utf8');

/** The form itself, a page that is not there, and what is downloaded. */
const without = new Set(['/start/', '/404.html', '/proofs/evidence.html']);

/** What its links bring to the form, and what should be brought: its demos' plates, its claims. */
function read(html: string) {
  const all = [...elements(parse(html))];
  const of = (name: string) => all.flatMap((element) => attribute(element, name) ?? []);
  const links = of('href').filter((href) => href.startsWith('/start/?'));
  const brought = links.map((href) => contextOf(new URL(href, 'https://site.example').search));
  return {
    links,
    empty: links.filter((_href, at) => Object.keys(brought[at] ?? {}).length === 0),
    from: brought.flatMap(({ from }) => from ?? []),
    claims: brought.flatMap(({ claim }) => claim ?? []),
    plates: all
      .filter((element) => element.tagName === 'section' && attribute(element, 'data-demo') !== undefined)
      .flatMap((element) => attribute(element, 'id') ?? []),
    stated: of('id').flatMap((id) => (id.startsWith('claim-') ? id.slice('claim-'.length) : [])),
  };
}

/** Words for what is missing. */
function missing(page: string, html: string): string[] {
  const { empty, from, claims, plates, stated } = read(html);
  return [
    ...empty.map((href) => `${href} brings nothing that the form takes`),
    ...(from.length === 0 ? [`${page} does not end in a way to the form`] : []),
    ...plates.filter((id) => !from.includes(id)).map((id) => `the demo ${id} has no way to the form`),
    ...stated.filter((id) => !claims.includes(id)).map((id) => `the claim ${id} has no way to the form`),
  ];
}

describe('the way to the form', () => {
  it.each(pages().filter((page) => !without.has(page)))(
    'is at the end of %s, and of what is on it',
    (page) => {
      expect(missing(page, htmlOf(page))).toEqual([]);
    },
  );

  it('is in each claim of the ledger', () => {
    const { claims } = read(htmlOf('/proofs/'));
    const sections = ['/', '/web-stack/', '/ai-layer/', '/security/', '/cloud/', '/delivery/'];
    const stated = sections.flatMap((page) => read(htmlOf(page)).stated);
    expect(stated.length).toBeGreaterThan(50);
    expect(stated.filter((id) => !claims.includes(id))).toEqual([]);
  });

  it('control: a page, a demo and a claim without it are named, and so is a link that brings nothing', () => {
    const page = '<section data-demo id="one"></section><span id="claim-two"></span>';
    expect(missing('/x/', page)).toHaveLength(3);
    expect(missing('/x/', `${page}<a href="/start/?from=One Two">x</a>`)).toHaveLength(4);
    const whole = ['from=x', 'from=one', 'claim=two'].map((query) => `<a href="/start/?${query}">x</a>`);
    expect(missing('/x/', page + whole.join(''))).toEqual([]);
  });
});

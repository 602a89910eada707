// What a page brings before the reader touches anything, from the files of dist: the bench measures the same in a browser.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'parse5';
import { expect, it } from 'vitest';
import { attribute, elements, filesIn } from '../infra/local/built.ts';
import { budgets } from './bench/budgets.ts';
import { dist, pages } from './pages.ts';

const files = filesIn(dist);
/** Headers of one answer over HTTP/1.1, without and with a page's policy; HTTP/2 sends most of them once. */
const headerBytes = { script: 1_300, other: 2_140 };

const read = (path: string): Buffer => {
  const file = files.get(path);
  if (!file) throw new Error(`${path} is not in dist`);
  return readFileSync(file);
};
// CloudFront's quality.
const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
const compressed = (content: Buffer | string): number => brotliCompressSync(content, { params }).length;

/** A module and everything that it imports in the same breath. */
function modules(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const [, name] of read(path)
    .toString()
    .matchAll(/(?:\bfrom|\bimport)"\.\/([\w.-]+\.js)"/g))
    modules(`/_astro/${name}`, known);
  return known;
}

function weigh(html: string): { page: number; script: number } {
  const all = [...elements(parse(html))];
  const sheets = all.flatMap((one) =>
    attribute(one, 'rel') === 'stylesheet' ? [attribute(one, 'href') ?? ''] : [],
  );
  const scripts = [...html.matchAll(/const go=\(\)=>import\("([^"]+)"/g)].flatMap(([, path = '']) => [
    ...modules(path),
  ]);
  const inline = [...html.matchAll(/<script(?![^>]*(?:src=|json))[^>]*>([\s\S]*?)<\/script>/g)];
  const script =
    inline.reduce((sum, [, code = '']) => sum + Buffer.byteLength(code), 0) +
    scripts.reduce((sum, path) => sum + compressed(read(path)), 0);
  const others = [Buffer.from(html), ...[...sheets, '/favicon.svg'].map(read)];
  const bodies = [...others, ...scripts.map(read)].reduce((sum, one) => sum + compressed(one), 0);
  return {
    page: bodies + others.length * headerBytes.other + scripts.length * headerBytes.script,
    script,
  };
}

it.each(pages())('%s stays within the budgets of a page that is read', (address) => {
  const { page, script } = weigh(read(address.replace(/\/$/, '/index.html')).toString());
  expect(page).toBeLessThanOrEqual(budgets.pageBytes);
  expect(script).toBeLessThanOrEqual(budgets.scriptBytes);
});

// Ten segments of 1,460 bytes (RFC 6928): what a server sends before it has to wait for the reader.
it('the form is whole in the first flight of its answer', () => {
  expect(compressed(read('/start/index.html')) + headerBytes.other).toBeLessThanOrEqual(14_600);
});

it('counts what a page asks for, so that one sheet and one script too many are seen', () => {
  const html = read('/start/index.html').toString();
  const { page, script } = weigh(html);
  const [sheet] = [...files.keys()].filter((path) => path.endsWith('.css'));
  const [module] = [...files.keys()].filter((path) => /_astro\/Postgres\..*\.js$/.test(path));
  const heavier = html
    .replace('</head>', `<link rel="stylesheet" href="${sheet}"></head>`)
    .replace('</body>', `<script>{const go=()=>import("${module}")}</script></body>`);
  expect(weigh(heavier).page - page).toBeGreaterThan(headerBytes.other);
  expect(weigh(heavier).script - script).toBeGreaterThan(budgets.scriptBytes);
});

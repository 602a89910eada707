// Every line of the document we were given has a place on the site, and the built page really shows it there.

import { existsSync, readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Row, rows } from './documents.map.ts';

const root = new URL('../', import.meta.url);

/** Lower-case words without punctuation: what a reader would call the same words. */
function words(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[’']/g, '');
  return ` ${plain.replace(/([≥%+])/g, ' $1 ').replace(/[^\p{L}\p{N}≥%+]+/gu, ' ')} `.replace(/ +/g, ' ');
}

const pages = new Map<string, Document>();

function pageAt(path: string): Document {
  const known = pages.get(path);
  if (known) return known;
  const file = new URL(`dist${path}index.html`, root);
  if (!existsSync(file)) throw new Error(`tests/documents.map.ts names ${path}, which is not in dist/`);
  const { document } = new JSDOM(readFileSync(file, 'utf8')).window;
  for (const silent of document.querySelectorAll('script, style, template')) silent.remove();
  pages.set(path, document);
  return document;
}

/** The words inside an element; a space stands where one element ends and another begins. */
function wordsIn(element: Element): string {
  const texts: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeType === node.TEXT_NODE) texts.push(node.nodeValue ?? '');
    node.childNodes.forEach(walk);
  };
  walk(element);
  return words(texts.join(' '));
}

const lines = readFileSync(new URL('content/document.txt', root), 'utf8')
  .split('\n')
  .map((text, index) => ({ text: text.trim(), number: index + 1 }))
  .filter((line) => line.text !== '');

/** Each row with the line it belongs to; stops where map and document part. */
function align(): { row: Row; number: number }[] {
  const aligned: { row: Row; number: number }[] = [];
  let next = 0;
  for (const line of lines) {
    let rest = line.text;
    while (rest !== '') {
      const row = rows[next];
      if (!row || !rest.startsWith(row.text)) {
        throw new Error(
          `content/document.txt line ${line.number}: no row for “${rest}”` +
            (row ? `; the next row in tests/documents.map.ts is “${row.text}”` : '; the rows have ended'),
        );
      }
      aligned.push({ row, number: line.number });
      rest = rest.slice(row.text.length).trim();
      next += 1;
    }
  }
  const extra = rows[next];
  if (extra) throw new Error(`tests/documents.map.ts has a row that no line has: “${extra.text}”`);
  return aligned;
}

test('every line of the document has its row, and every row its line', () => {
  expect(align().length).toBe(rows.length);
});

test('a rewritten sentence gives its reason, and only a rewritten one', () => {
  for (const row of rows) {
    expect(Boolean(row.because), row.text).toBe(Boolean(row.says));
    if (row.says) expect(words(row.says), 'a rewriting that changes nothing').not.toBe(words(row.text));
  }
});

describe('the built page shows it', () => {
  beforeAll(() => {
    if (!existsSync(new URL('dist/index.html', root)))
      throw new Error('dist/ is empty: run npm run build first');
  });

  test.each(rows.map((row, index) => [`${row.page} ${row.at}: ${row.text}`, index] as const))(
    '%s',
    (_, i) => {
      const row = rows[i] as Row;
      const element = pageAt(row.page).querySelector(row.at);
      expect(element, `${row.page} has no element ${row.at}`).not.toBeNull();
      const shown = wordsIn(element as Element);
      const wanted = words(row.says ?? row.text);
      expect(shown.includes(wanted), `“${row.says ?? row.text}” is not in ${row.at} of ${row.page}`).toBe(
        true,
      );
    },
  );
});

// The table against the lists, and against the tests that exist. Faults are planted to show that each kind is found.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './faults.ts';
import { asvs, owasp2025, owaspApi2023 } from './ids.ts';
import { toMarkdown } from './markdown.ts';
import type { Row } from './row.ts';
import { chapters } from './table.ts';
import { testTitles } from './test-titles.ts';

const ids = [...owaspApi2023, ...owasp2025, ...asvs.L1, ...asvs.L2];
const rows = chapters.flatMap((chapter) => chapter.rows);
const read = new Map<string, readonly string[] | null>();

function titles(file: string): readonly string[] | null {
  const known = read.get(file);
  if (known !== undefined) return known;
  const path = new URL(`../${file}`, import.meta.url);
  const found = file.endsWith('.test.ts') && existsSync(path) ? testTitles(readFileSync(path, 'utf8')) : null;
  read.set(file, found);
  return found;
}

function headings(file: string): readonly string[] | null {
  const path = new URL(`../${file}`, import.meta.url);
  if (!file.endsWith('.md') || !existsSync(path)) return null;
  return [...readFileSync(path, 'utf8').matchAll(/^#{1,4} (.+)$/gm)].map(([, text]) => text as string);
}

const existing = { titles, headings };

describe('the coverage table', () => {
  it('has one row for each item of the lists, each with a test or document that exists, or a written reason', () => {
    expect(faultsOf(rows, ids, existing)).toEqual([]);
  });

  it('is written in COVERAGE.md as it is', async () => {
    await expect(toMarkdown(chapters)).toMatchFileSnapshot('COVERAGE.md');
  });
});

describe('a fault in the table is found', () => {
  const [first] = rows as [Row];
  const { id, about } = first;
  const real = rows.find(({ tests }) => tests !== undefined)?.tests?.[0] as readonly [string, string];
  const faults = (...others: readonly Row[]) => faultsOf(others, [id], existing);

  it.each<[string, readonly Row[], RegExp]>([
    ['no row', [], /has no row/],
    ['two rows', [first, first], /has two rows/],
    ['an id that no list has', [first, { ...first, id: 'V99.1.1' }], /V99\.1\.1: no list/],
    ['neither test nor reason', [{ id, about }], /neither/],
    ['no test among its tests', [{ id, about, tests: [] }], /neither/],
    ['a reason that says nothing', [{ id, about, deviation: 'not shown' }], /says nothing/],
    ['an empty reason', [{ id, about, notApplicable: ' ' }], /says nothing/],
    ['no words of its own', [{ ...first, about: '' }], /what it is about/],
    [
      'two verdicts',
      [{ id, about, tests: [real], notApplicable: 'there is no such thing here' }],
      /more to say/,
    ],
    ['a file that is not there', [{ id, about, tests: [['edge/gone.test.ts', real[1]]] }], /no test file/],
    ['a file that is no test', [{ id, about, tests: [['app.ts', real[1]]] }], /no test file/],
    ['a title that is not there', [{ id, about, tests: [[real[0], `${real[1]} and more`]] }], /in its title/],
    [
      'a heading that is not there',
      [{ id, about, documents: [['README.md', 'No such part']] }],
      /no heading/,
    ],
    ['a document that is not there', [{ id, about, documents: [['GONE.md', 'Limits']] }], /no heading/],
    ['hardly a title', [{ id, about, tests: [[real[0], real[1].slice(0, 3)]] }], /in its title/],
  ])('%s', (_name, planted, expected) => {
    const found = faults(...planted);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('control: without one, none is found', () => {
    expect(faults(first)).toEqual([]);
  });
});

describe('titles', () => {
  it('are those of tests that run and show something, with their suites', () => {
    const source = `
      describe.each(kinds)('a %s', () => {
        it('stands', () => {});
        it.each([1, 2])(\`has \${n} holes\`, () => {});
        it.skip('does not run', () => {});
        it('control: the weak twin', () => {});
        it('EDGE-01 control: the other', () => {});
      });
      describe.skip('nothing in here', () => { it('runs', () => {}); });
      test.todo('later');
      // it('is a comment', () => {});
      const text = "it('is a text', () => {})";
    `;
    expect(testTitles(source)).toEqual(['a %s > stands', 'a %s > has … holes']);
  });
});

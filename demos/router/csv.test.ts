// Files as people have them: other separators, quotes, lines inside quotes; faults named by their line; many rows in pieces.
import { describe, expect, it } from 'vitest';
import { guaranteed } from '#api/intake/model/threshold.ts';
import { mostRows, readCsv } from './csv.ts';
import { judgedIn, ownOf, ownPromise } from './own.ts';

async function read(text: string, pieceSize?: number) {
  const found = await readCsv(text, () => {}, pieceSize === undefined ? {} : { pieceSize });
  return found.kind === 'table' ? judgedIn(found.table) : found;
}
const two = [
  { confidence: 0.9, correct: true },
  { confidence: 0.3, correct: false },
];

describe('a table', () => {
  it.each([
    ['plain', 'confidence,correct\n0.9,1\n0.3,0\n'],
    ['from Windows, with an empty line', 'confidence,correct\r\n0.9,1\r\n\r\n0.3,0'],
    ['with a mark at its start and semicolons', '\uFEFFconfidence;correct\n0.9;yes\n0.3;no\n'],
    ['with tabs and other columns', 'note\tCorrect\tConfidence \nx\tTRUE\t9e-1\ny\tFALSE\t.3'],
    ['in quotes', '"confidence","correct"\n"0.9","1"\n"0.3","0"'],
    ['with lines inside a cell', 'note,confidence,correct\n"a\nb ""c""",0.9,1\n"d,e",0.3,0'],
  ])('%s', async (_, text) => expect(await read(text)).toEqual(two));

  it('is the same whatever the pieces', async () => {
    const lines = Array.from({ length: 400 }, (_, i) => `${(i % 100) / 100},"${i % 3 === 0 ? 1 : 0}"`);
    const text = `confidence,correct\n${lines.join('\n')}`;
    expect(await read(text, 64)).toEqual(await read(text));
  });
});

describe('a fault is named by its line', () => {
  const fault = (line: number, what: string | RegExp) => ({
    kind: 'faults',
    faults: [{ line, what: typeof what === 'string' ? what : expect.stringMatching(what) }],
    more: false,
  });
  it.each([
    [
      'other columns',
      'score,right\n1,1',
      fault(1, /^no column is called confidence or correct; there are “score”/),
    ],
    ['one column', 'confidence\n0.2', fault(1, /^no column is called correct/)],
    ['nothing', '', fault(1, 'the file is empty')],
    ['no row', 'confidence,correct\n', fault(3, /no row/)],
    ['a quote never closed', 'confidence,correct\n0.9,1\n"0.3,0\n0.4,1\n', fault(3, /never closed/)],
    ['a quote inside', 'confidence,correct\n0.9,1\n"0.3"x,0\n0.4,1', fault(3, /where none may/)],
    ['percent', 'confidence,correct\n0.9,1\n95,1', fault(3, 'confidence “95” is no number from 0 to 1')],
    ['a comma in a number', 'confidence;correct\n0,9;1', fault(2, /“0,9” is no number/)],
    ['a missing number', 'confidence,correct\n,1', fault(2, /“” is no number/)],
    ['words', 'confidence,correct\nNaN,1', fault(2, /“NaN” is no number/)],
    ['hexadecimal', 'confidence,correct\n0x1,1', fault(2, /“0x1” is no number/)],
    ['another truth', 'confidence,correct\n0.9,2', fault(2, /^correct “2” is none of/)],
    ['a cell too few', 'confidence,correct\n0.9', fault(2, 'cells: 1; the first line has 2')],
    [
      'after a cell of several lines',
      'note,confidence,correct\n"a\nb\nc",0.9,1\nd,2,1',
      fault(5, /“2” is no number/),
    ],
    ['a long cell, cut', `confidence,correct\n${'9'.repeat(90)},1`, fault(2, /^confidence “9{24}…” is/)],
  ])('%s', async (_, text, wanted) => expect(await read(text)).toEqual(wanted));

  it('five are listed, and reading ends there', async () => {
    const found = await read(`confidence,correct\n${'x,1\n'.repeat(9)}`);
    expect(found).toMatchObject({ more: true });
    expect('faults' in found && found.faults.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });

  it('a quote that is never closed does not read the rest again with each piece', async () => {
    const pieces: number[] = [];
    const text = `confidence,correct\n"${'0.5,1\n'.repeat(20_000)}`;
    const found = await readCsv(text, ({ read: so }) => void pieces.push(so), { pieceSize: 1_000 });
    expect(found).toMatchObject({ faults: [{ line: 2 }] });
    expect(pieces.length).toBeLessThan(6);
  });
});

it('many rows come in pieces, with news of each, and are judged as the service judges', async () => {
  const rows = 60_000;
  let text = 'confidence,correct\n';
  for (let i = 0; i < rows; i++) text += `${(i % 1_000) / 1_000},${(i * 7) % 1_000 < i % 1_000 ? 1 : 0}\n`;
  const news: number[] = [];
  const found = await readCsv(text, ({ rows: so }) => void news.push(so), { pieceSize: 1 << 16 });
  if (found.kind !== 'table') throw new Error('is a table');
  expect(news.length).toBeGreaterThan(5);
  expect(news).toEqual([...news].sort((a, b) => a - b));
  const judged = judgedIn(found.table);
  expect(judged).toHaveLength(rows);
  expect(ownOf(judged).rows).toBe(rows);
  expect(ownOf(judged).risk.points.length).toBeLessThanOrEqual(121);
  expect(ownPromise(judged, 0.3, 0.1).guaranteed).toEqual(guaranteed(judged, 0.3, 0.1));
  expect(rows).toBeLessThan(mostRows);
});

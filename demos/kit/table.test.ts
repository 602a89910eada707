import { expect, it } from 'vitest';
import { asCsv, asTsv, cellText, isNumeric } from './table.ts';

it.each([
  [null, 'null'],
  [undefined, 'null'],
  [0, '0'],
  [12n, '12'],
  [false, 'false'],
  ['', ''],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [new Uint8Array([1, 255]), '\\x01ff'],
  [{ a: [1] }, '{"a":[1]}'],
])('shows %s as %s', (value, text) => expect(cellText(value)).toBe(text));

it('aligns a column to the right when all its values are numbers, and one is there', () => {
  const rows = [
    [1, 'a', null, 1],
    [null, 'b', null, '2'],
  ];
  expect([0, 1, 2, 3].map((column) => isNumeric(rows, column))).toEqual([true, false, false, false]);
});

const table = {
  columns: ['id', 'text, with comma'],
  rows: [
    [1, 'a "b"'],
    [-2, null],
    [3, 'line\r\nend\tand tab'],
    [4, '=HYPERLINK("http://x")'],
    [5, '-12.50'],
    [6, '-1+cmd'],
  ],
};

it('writes TSV with one line a row', () => {
  expect(asTsv(table).split('\n')).toEqual([
    'id\ttext, with comma',
    '1\ta "b"',
    '-2\t',
    '3\tline end and tab',
    '4\t=HYPERLINK("http://x")',
    '5\t-12.50',
    '6\t-1+cmd',
  ]);
});

it('writes CSV as RFC 4180 has it, and no formula that a spreadsheet would run', () => {
  expect(asCsv(table)).toBe(
    [
      'id,"text, with comma"',
      '1,"a ""b"""',
      '-2,',
      '3,"line\r\nend\tand tab"',
      '4,"\'=HYPERLINK(""http://x"")"',
      '5,-12.50',
      "6,'-1+cmd",
    ].join('\r\n'),
  );
});

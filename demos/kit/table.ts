// Rows of a query as text: what a cell shows, and how a table leaves as TSV or CSV.

export type Cell = unknown;

/** A cell as it reads. `null` is said by the table itself, since no text would be it. */
export function cellText(value: Cell): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\x${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** A column whose every value is a number, of those that are there: aligned to the right. */
export const isNumeric = (rows: readonly (readonly Cell[])[], column: number): boolean => {
  const there = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  return there.length > 0 && there.every((value) => typeof value === 'number' || typeof value === 'bigint');
};

type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

const textOf = (value: Cell): string => (value === null || value === undefined ? '' : cellText(value));

/** Tab-separated: tabs and line ends inside a cell become spaces, null becomes nothing. */
export const asTsv = ({ columns, rows }: Table): string =>
  [columns, ...rows]
    .map((row) => row.map((cell) => textOf(cell).replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');

/** A number written as text is no formula, whatever its sign. */
const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** RFC 4180, with CRLF. A text that a spreadsheet would run as a formula is preceded by an apostrophe. */
export const asCsv = ({ columns, rows }: Table): string =>
  [columns, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');

function csvCell(value: Cell): string {
  const text = textOf(value);
  const runs = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !plainNumber.test(text);
  const safe = runs ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

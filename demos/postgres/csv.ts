// A .csv file as a table to be: columns with names and types that fit every value, rows again as CSV, and each row's line in the file,
// so that an error can name it.
import Papa from 'papaparse';
import type { Sheet } from './messages.ts';

export interface ReadSheet extends Sheet {
  readonly rows: number;
  /** Line in the file of each row, 1 first. */
  readonly lines: readonly number[];
}

export type Read =
  | { readonly kind: 'sheet'; readonly sheet: ReadSheet }
  | { readonly kind: 'refused'; readonly why: string };

const types: readonly (readonly [type: string, fits: RegExp])[] = [
  ['boolean', /^(true|false)$/i],
  ['integer', /^-?(0|[1-9]\d{0,8})$/],
  ['bigint', /^-?(0|[1-9]\d{0,17})$/],
  ['numeric', /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/],
  ['date', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/],
  [
    'timestamptz',
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d(:?\d\d)?)?$/,
  ],
];

const typeOf = (values: readonly string[]): string => {
  const there = values.filter((value) => value !== '');
  if (there.length === 0) return 'text';
  return types.find(([, fits]) => there.every((value) => fits.test(value)))?.[0] ?? 'text';
};

/** A name as one would write it in SQL without quotes; numbered where it is taken. */
function nameFor(text: string, taken: ReadonlySet<string>, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 50);
  const base = /^[a-z]/.test(plain) ? plain : plain ? `${otherwise}_${plain}` : otherwise;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
  return name;
}

const refused = (why: string): Read => ({ kind: 'refused', why });
const linesIn = (text: string): number => text.split(/\r\n|\r|\n/).length;

/** @param taken names of tables that are there */
export function readSheet(file: string, text: string, taken: ReadonlySet<string>): Read {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: false });
  const records: { readonly cells: readonly string[]; readonly line: number }[] = [];
  let line = 1;
  for (const cells of data) {
    if (cells.length > 1 || (cells[0] ?? '') !== '') records.push({ cells, line });
    line += cells.reduce((sum, cell) => sum + linesIn(cell) - 1, 0) + 1;
  }
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault) {
    const at = data
      .slice(0, fault.row ?? 0)
      .reduce((sum, cells) => sum + cells.reduce((n, cell) => n + linesIn(cell) - 1, 1), 1);
    return refused(`Line ${at}: a quotation mark is not closed, or text follows a closed one.`);
  }
  const [head, ...body] = records;
  if (!head || body.length === 0)
    return refused(
      'The file has no rows: a first line with the names of the columns is wanted, then the rows.',
    );
  const uneven = body.find(({ cells }) => cells.length !== head.cells.length);
  if (uneven)
    return refused(
      `Line ${uneven.line} has ${uneven.cells.length} values; the first line names ${head.cells.length} columns.`,
    );
  const names = new Set<string>();
  const columns = head.cells.map((cell, index) => {
    const name = nameFor(cell, names, 'column');
    names.add(name);
    return { name, type: typeOf(body.map(({ cells }) => cells[index] ?? '')) };
  });
  return {
    kind: 'sheet',
    sheet: {
      table: nameFor(file.replace(/\.[^.]*$/, ''), taken, 'sheet'),
      columns,
      // Every text in quotes, empty ones not: COPY reads those as NULL.
      csv: `${body.map(({ cells }) => cells.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')).join('\n')}\n`,
      rows: body.length,
      lines: body.map((record) => record.line),
    },
  };
}

/** "COPY t, line 3, column a: …" counts lines of what was sent. @returns the file's own line and the column, in words */
export function placeIn(
  { csv, lines }: Pick<ReadSheet, 'csv' | 'lines'>,
  where: string | null,
): string | null {
  const [, sent, column] = /line (\d+)(?:, column ("[^"]+"|\w+))?/.exec(where ?? '') ?? [];
  if (sent === undefined) return null;
  // A row that holds line breaks is more than one line of what was sent; COPY names its last.
  let at = 0;
  let row = -1;
  for (let quoted = false, from = 0; at < Number(sent) && from < csv.length; from++) {
    const char = csv[from];
    if (char === '"') quoted = !quoted;
    if (char === '\n') {
      at++;
      if (!quoted) row++;
    }
  }
  const line = lines[Math.max(0, row)];
  return line === undefined ? null : `Line ${line}${column ? `, column ${column}` : ''}`;
}

// A table with a column `text` (RFC 4180: commas, double quotes, lines inside quotes). Small: papaparse is for the page.
import { Problem } from '../problem.ts';

export interface CsvRow {
  readonly text: string;
  /** The row as it stood there. */
  readonly row: string;
}

const fault = (line: number, detail: string): Problem =>
  new Problem('invalid-input', {
    layer: 'L5',
    rule: 'intake.csv',
    errors: [{ pointer: `/file/base64/line/${line}`, detail }],
  });

/** @throws Problem 'invalid-input' that names the line. */
export function csvRows(source: string): CsvRow[] {
  const rows = parse(source.replace(/^\uFEFF/, ''));
  const [head, ...body] = rows;
  const at = head?.cells.findIndex((name) => name.trim().toLowerCase() === 'text') ?? -1;
  if (head === undefined || at === -1) throw fault(1, 'has a column called text');
  if (body.length === 0 || body.length > 100) throw fault(2, 'has 1 to 100 rows below its first');
  return body.map(({ cells, line, row }) => {
    if (cells.length !== head.cells.length)
      throw fault(line, `has ${head.cells.length} columns, as the first line has`);
    const text = (cells[at] as string).trim();
    if (text === '') throw fault(line, 'has a text');
    return { text, row };
  });
}

interface Parsed {
  readonly cells: string[];
  readonly line: number;
  readonly row: string;
}

function parse(source: string): Parsed[] {
  const rows: Parsed[] = [];
  let [cells, cell, quoted, line, began, start]: [string[], string, boolean, number, number, number] = [
    [],
    '',
    false,
    1,
    1,
    0,
  ];
  for (let i = 0; i <= source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c === undefined) throw fault(began, 'has a quotation mark that is never closed');
      if (c === '\n') line += 1;
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else if (c === '\n' || c === undefined) {
      cells.push(cell.replace(/\r$/, ''));
      const row = source.slice(start, i).replace(/\r$/, '');
      if (row !== '') rows.push({ cells, line: began, row });
      [cells, cell, start] = [[], '', i + 1];
      line += 1;
      began = line;
    } else cell += c;
  }
  return rows;
}

// A file of `confidence,correct` as judged examples, in pieces, so that a million lines need no million objects at once. What is
// wrong is named by its line; a file with a fault is not used in part.
import Papa from 'papaparse';

export interface Fault {
  /** As an editor counts them: the first is 1. */
  readonly line: number;
  readonly what: string;
}

export interface Table {
  readonly confidence: Float64Array;
  /** 1: right. */
  readonly correct: Uint8Array;
}

export type CsvRead =
  | { readonly kind: 'table'; readonly table: Table }
  /** The first few; `more` were not listed. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[]; readonly more: boolean };

export interface Progress {
  /** Bytes (a file) or characters (a text) so far. */
  readonly read: number;
  readonly rows: number;
}

/** More would not fit into a phone's memory together with what is computed from them. */
export const mostRows = 2_000_000;
const mostFaults = 5;
/** Characters of a cell that are repeated in a fault. */
const quoted = 24;
const truths: Readonly<Record<string, 0 | 1>> = {
  '1': 1,
  true: 1,
  yes: 1,
  '0': 0,
  false: 0,
  no: 0,
};

const cellText = (cell: string): string =>
  cell.length > quoted ? `“${cell.slice(0, quoted)}…”` : `“${cell}”`;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What stands between the names in the first line: numbers with a comma in them would mislead whoever guesses from them. */
async function delimiterOf(source: string | File): Promise<string> {
  const start = typeof source === 'string' ? source.slice(0, 4_096) : await source.slice(0, 4_096).text();
  const [head = ''] = start.split(/\r\n|\r|\n/, 1);
  return [',', ';', '\t', '|'].find((one) => head.includes(one)) ?? ',';
}

/** Ends early at the fifth fault, or when `signal` does. */
export async function readCsv(
  source: string | File,
  hear: (progress: Progress) => void,
  { signal, pieceSize = 1 << 20 }: { signal?: AbortSignal; pieceSize?: number } = {},
): Promise<CsvRead> {
  const delimiter = await delimiterOf(source);
  let room = 1 << 12;
  let table: Table = { confidence: new Float64Array(room), correct: new Uint8Array(room) };
  let [rows, line, still]: [number, number, number] = [0, 1, 0];
  let at: { readonly confidence: number; readonly correct: number; readonly columns: number } | null = null;
  const faults: Fault[] = [];
  let more = false;
  const fault = (where: number, what: string): void => {
    if (faults.length < mostFaults) faults.push({ line: where, what });
    else more = true;
  };

  function push(confidence: number, correct: 0 | 1): void {
    if (rows === room) {
      room *= 2;
      const grown = { confidence: new Float64Array(room), correct: new Uint8Array(room) };
      grown.confidence.set(table.confidence);
      grown.correct.set(table.correct);
      table = grown;
    }
    table.confidence[rows] = confidence;
    table.correct[rows] = correct;
    rows += 1;
  }

  /** @returns false when nothing further can be read. */
  function take(cells: readonly string[]): boolean {
    const where = line;
    for (const cell of cells) for (const c of cell) if (c === '\n') line += 1;
    line += 1;
    if (cells.length === 1 && cells[0]?.trim() === '') return true;
    if (at === null) {
      const names = cells.map((name) => name.trim().toLowerCase());
      const lacks = ['confidence', 'correct'].filter((name) => !names.includes(name));
      if (lacks.length > 0) {
        fault(
          where,
          `no column is called ${lacks.join(' or ')}; there are ${names.slice(0, 6).map(cellText).join(', ')}`,
        );
        return false;
      }
      at = {
        confidence: names.indexOf('confidence'),
        correct: names.indexOf('correct'),
        columns: names.length,
      };
      return true;
    }
    if (cells.length !== at.columns) {
      fault(where, `cells: ${cells.length}; the first line has ${at.columns}`);
      return true;
    }
    const c = (cells[at.confidence] as string).trim();
    const k = (cells[at.correct] as string).trim().toLowerCase();
    const confidence = decimal.test(c) ? Number(c) : Number.NaN;
    const correct = truths[k];
    if (!(confidence >= 0 && confidence <= 1))
      fault(where, `confidence ${cellText(c)} is no number from 0 to 1`);
    if (correct === undefined) fault(where, `correct ${cellText(k)} is none of 1, 0, true, false, yes, no`);
    if (correct !== undefined) push(confidence, correct);
    if (rows > mostRows) {
      fault(where, `more than ${mostRows.toLocaleString('en-GB')} rows`);
      return false;
    }
    return true;
  }

  return new Promise((resolve, reject) => {
    const done = (): void => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (at === null && faults.length === 0) fault(1, 'the file is empty');
      else if (rows === 0 && faults.length === 0) fault(line, 'there is no row below the first');
      if (faults.length > 0) resolve({ kind: 'faults', faults, more });
      else
        resolve({
          kind: 'table',
          table: { confidence: table.confidence.slice(0, rows), correct: table.correct.slice(0, rows) },
        });
    };
    Papa.parse<string[]>(source as never, {
      delimiter,
      chunkSize: pieceSize,
      skipEmptyLines: false,
      chunk({ data, errors, meta }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        const broken = errors.find(({ type }) => type === 'Quotes');
        const until = broken?.row ?? data.length;
        let on = true;
        for (const [i, cells] of data.entries()) {
          if (!on || i >= until) break;
          on = take(cells) && !more;
        }
        if (on && broken) {
          fault(line, quoteFault(broken.code));
          on = false;
        }
        // A cell that never ends is parsed again with each piece: not for long.
        still = data.length === 0 ? still + 1 : 0;
        if (on && still > 1) {
          fault(line, quoteFault('MissingQuotes'));
          on = false;
        }
        hear({ read: meta.cursor, rows });
        if (!on || signal?.aborted) parser.abort();
      },
      complete: done,
      error: (error: Error) => reject(error),
    });
  });
}

const quoteFault = (code: string): string =>
  code === 'MissingQuotes'
    ? 'a quotation mark is opened and never closed'
    : 'a quotation mark stands where none may: double it inside a quoted cell';

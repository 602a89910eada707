// Reads the chain out, up to the head that stood when it began. An entry after that head belongs to the next export: reading the
// entries first and the head afterwards would call every busy chain broken.
import type { Transaction } from '../storage/database.ts';
import { genesis, leafBytes, webSha256 } from './chain.ts';
import { writeHeader, writeLine } from './export-form.ts';
import { readEntries, readHead } from './store.ts';
import type { Line } from './verify.ts';

export interface ExportOptions {
  /** Only this organisation's entries in full; the others' by their leaf. */
  readonly organisation?: string;
  readonly page?: number;
  readonly signal?: AbortSignal;
}

/** @param db a connection whose role sees every entry: lavbytes_auditor. */
export async function* exportLines(
  db: Transaction,
  { organisation, page = 1_000, signal }: ExportOptions = {},
): AsyncGenerator<Line> {
  const { seq: until } = await readHead(db);
  let after = 0;
  while (after < until) {
    signal?.throwIfAborted();
    const entries = await readEntries(db, after, until, page);
    for (const entry of entries)
      yield organisation === undefined || entry.organisation === organisation ? entry : await withheld(entry);
    const last = entries.at(-1);
    // Entries that are missing at the end: the verifier names them by the anchors.
    if (last === undefined) return;
    after = last.seq;
  }
}

/** The export as text, a line at a time without line ends. */
export async function* exportText(db: Transaction, options: ExportOptions = {}): AsyncGenerator<string> {
  yield writeHeader(genesis);
  for await (const line of exportLines(db, options)) yield writeLine(line);
}

async function withheld(entry: Exclude<Line, { leaf: Uint8Array }>): Promise<Line> {
  const { seq, previous, hash } = entry;
  return { seq, previous, hash, leaf: await webSha256(leafBytes(entry)) };
}

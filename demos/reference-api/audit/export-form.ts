// The export as text: JSON Lines (one object a line, UTF-8), byte strings in lower-case hex. audit/README.md specifies it.
import { type Head, uuid } from './chain.ts';
import { fromHex, toHex } from './hex.ts';
import type { Line } from './verify.ts';

export const exportFormat = 'lavbytes-audit-export/1';

export function writeHeader(from: Head): string {
  return JSON.stringify({ format: exportFormat, from: { seq: from.seq, hash: toHex(from.hash) } });
}

export function writeLine(line: Line): string {
  const { seq } = line;
  const link = { previous: toHex(line.previous), hash: toHex(line.hash) };
  if ('leaf' in line) return JSON.stringify({ seq, leaf: toHex(line.leaf), ...link });
  const { at, organisation, body } = line;
  return JSON.stringify({ seq, at, organisation, body: toHex(body), ...link });
}

/** @throws SyntaxError or RangeError when it is no header. */
export function readHeader(text: string): Head {
  const { format, from } = JSON.parse(text);
  if (format !== exportFormat) throw new RangeError('not an export of this format');
  return readHead(from);
}

/** @throws SyntaxError or RangeError when it is no line. */
export function readLine(text: string): Line {
  const raw = JSON.parse(text);
  if (raw === null || typeof raw !== 'object') throw new RangeError('a line is an object');
  const link = { seq: whole(raw.seq), previous: digest(raw.previous), hash: digest(raw.hash) };
  if ('leaf' in raw) return { ...link, leaf: digest(raw.leaf) };
  if (raw.organisation !== null && !uuid.test(string(raw.organisation)))
    throw new RangeError('organisation is a UUID or null');
  return { ...link, at: whole(raw.at), organisation: raw.organisation, body: fromHex(string(raw.body)) };
}

export const readHead = (raw: { seq?: unknown; hash?: unknown }): Head => ({
  seq: whole(raw.seq),
  hash: digest(raw.hash),
});

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('a whole number');
  return value as number;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new RangeError('a text');
  return value;
}

function digest(value: unknown): Uint8Array {
  const bytes = fromHex(string(value));
  if (bytes.length !== 32) throw new RangeError('a digest has 32 bytes');
  return bytes;
}

// What PostgreSQL answers to a bound statement, read from its bytes (PostgreSQL protocol 3.0, "Message Formats"). PGlite's own
// reader makes an object of each message and copies each field before it is read; here a row is made in one pass.
import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Row } from './database.ts';

type Message = messages.BackendMessage;

/** How the text of a field becomes a value. */
export interface Column {
  readonly name: string;
  read(bytes: Uint8Array, from: number, to: number): unknown;
}

const dataRow = 0x44;
const commandComplete = 0x43;
const errorResponse = 0x45;
/** Type and length are in front of every message; the length counts itself. */
const head = 5;
const bytea = 17;
const decoder = new TextDecoder();

export function columnsOf({ fields }: messages.RowDescriptionMessage, parsers: PGlite['parsers']): Column[] {
  return fields.map(({ name, dataTypeID }) => {
    if (dataTypeID === bytea) return { name, read: fromHex };
    const parse = parsers[dataTypeID];
    return { name, read: parse ? (...field) => parse(textOf(...field), dataTypeID) : textOf };
  });
}

/** Rows, and the tag of the last command. @throws the database's error, with its SQLSTATE as `code` */
export function readAnswer<R extends Row>(
  bytes: Uint8Array,
  columns: readonly Column[],
): { readonly rows: R[]; readonly tag: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows: R[] = [];
  let tag = '';
  let end = 0;
  for (let at = 0; at < bytes.length; at = end) {
    end = at + 1 + view.getUint32(at + 1);
    if (bytes[at] === dataRow) rows.push(rowAt<R>(bytes, view, at + head, columns));
    else if (bytes[at] === commandComplete) tag = decoder.decode(bytes.subarray(at + head, end - 1));
    else if (bytes[at] === errorResponse) readMessages(bytes.subarray(at, end));
  }
  return { rows, tag };
}

/** Messages of every sort, by PGlite's reader. @throws the database's error */
export function readMessages(bytes: Uint8Array): Message[] {
  const all: Message[] = [];
  new protocol.Parser().parse(bytes, (message) => all.push(message));
  for (const message of all) if (message instanceof messages.DatabaseError) throw message;
  return all;
}

function rowAt<R extends Row>(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  columns: readonly Column[],
): R {
  const row: Record<string, unknown> = {};
  let at = start + 2;
  for (const { name, read } of columns) {
    const length = view.getInt32(at);
    at += 4;
    row[name] = length === -1 ? null : read(bytes, at, at + length);
    at += Math.max(length, 0);
  }
  return row as R;
}

/** Beyond this the decoder is quicker: a call of it takes a microsecond in a browser, and a list of documents has hundreds of fields. */
const short = 128;

function textOf(bytes: Uint8Array, from: number, to: number): string {
  const all = () => decoder.decode(bytes.subarray(from, to));
  if (to - from > short) return all();
  let text = '';
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const a = bytes[at] as number;
    const b = bytes[at + 1] as number;
    const c = bytes[at + 2] as number;
    const d = bytes[at + 3] as number;
    const e = bytes[at + 4] as number;
    const f = bytes[at + 5] as number;
    const g = bytes[at + 6] as number;
    const h = bytes[at + 7] as number;
    if ((a | b | c | d | e | f | g | h) > 127) return all();
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; at < to; at += 1) {
    const a = bytes[at] as number;
    if (a > 127) return all();
    text += String.fromCharCode(a);
  }
  return text;
}

/** `\x` and two digits a byte. */
function fromHex(text: Uint8Array, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array((to - from - 2) / 2);
  let at = from + 2;
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = nibble(text[at++] as number) * 16 + nibble(text[at++] as number);
  return bytes;
}

/** Of 0-9 and a-f. */
const nibble = (code: number): number => (code & 15) + (code >> 6) * 9;

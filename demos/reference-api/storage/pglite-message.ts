// What PostgreSQL is told to run a prepared statement, written into bytes (PostgreSQL protocol 3.0, "Message Formats"). PGlite's own
// writer takes two buffers and a dozen calls for each value.

/** A text, bytes as they are, or nothing. */
export type Sent = string | Uint8Array | null;

const encoder = new TextEncoder();
const executeAndSync = Uint8Array.of(0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4);
/** Room for most messages, used again for each. */
const room = new Uint8Array(16_384);

/** Bind, Execute and Sync: every value that is a text goes as a text, and every column comes as one. */
export function boundMessage(statement: string, values: readonly Sent[]): Uint8Array {
  // At most three bytes of UTF-8 for each character.
  const most = values.reduce((sum, value) => sum + 6 + (value?.length ?? 0) * 3, 64 + statement.length * 3);
  const bytes = most > room.length ? new Uint8Array(most) : room;
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x42;
  // The portal without a name.
  bytes[5] = 0;
  let at = 6 + encoder.encodeInto(statement, bytes.subarray(6)).written;
  bytes[at] = 0;
  view.setUint16(at + 1, values.length);
  at += 3;
  for (const value of values) {
    view.setUint16(at, value instanceof Uint8Array ? 1 : 0);
    at += 2;
  }
  view.setUint16(at, values.length);
  at += 2;
  for (const value of values) {
    const written = value === null ? -1 : put(value, bytes, at + 4);
    view.setInt32(at, written);
    at += 4 + Math.max(written, 0);
  }
  view.setUint16(at, 0);
  view.setUint32(1, at + 1);
  bytes.set(executeAndSync, at + 2);
  return bytes.slice(0, at + 2 + executeAndSync.length);
}

function put(value: string | Uint8Array, bytes: Uint8Array, at: number): number {
  if (typeof value === 'string') return encoder.encodeInto(value, bytes.subarray(at)).written;
  bytes.set(value, at);
  return value.length;
}

// base64url (RFC 4648, section 5) without padding. Decoding is the character gate of RFC 8725bis: anything outside the
// alphabet is refused, and so are leftover bits, which would give one signature several spellings.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;
const utf8 = new TextEncoder();

/** @returns null when a character, the length or the leftover bits are not base64url. */
export function decode(text: string): Uint8Array<ArrayBuffer> | null {
  // Characters outside ASCII become several bytes, none of them in the alphabet.
  const letters = utf8.encode(text);
  const bytes = new Uint8Array((letters.length * 3) >> 2);
  return decodeInto(bytes, letters, 0, letters.length) === -1 ? null : bytes;
}

/**
 * The same from letters[from, to) into a buffer that has room: for the busiest path, where a buffer a token is a third of the work.
 * @returns how many bytes were written; -1 when it is not base64url.
 */
export function decodeInto(bytes: Uint8Array, letters: Uint8Array, from: number, to: number): number {
  const left = (to - from) % 4;
  if (left === 1) return -1;
  const whole = to - left;
  let at = 0;
  // Four letters at a time: one that is not in the alphabet makes the word negative.
  for (let i = from; i < whole; i += 4) {
    const word =
      (valueAt(letters, i) << 18) |
      (valueAt(letters, i + 1) << 12) |
      (valueAt(letters, i + 2) << 6) |
      valueAt(letters, i + 3);
    if (word < 0) return -1;
    bytes[at++] = word >> 16;
    bytes[at++] = word >> 8;
    bytes[at++] = word;
  }
  if (left === 0) return at;
  const word =
    (valueAt(letters, whole) << 12) |
    (valueAt(letters, whole + 1) << 6) |
    (left === 3 ? valueAt(letters, whole + 2) : 0);
  if (word < 0 || (word & (left === 3 ? 0x3 : 0x3ff)) !== 0) return -1;
  bytes[at++] = word >> 10;
  if (left === 3) bytes[at++] = word >> 2;
  return at;
}

const valueAt = (letters: Uint8Array, i: number): number => values[letters[i] as number] as number;

export function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word =
      ((bytes[i] as number) << 16) |
      ((left > 1 ? (bytes[i + 1] as number) : 0) << 8) |
      (left > 2 ? (bytes[i + 2] as number) : 0);
    text += alphabet[word >> 18] as string;
    text += alphabet[(word >> 12) & 63] as string;
    if (left > 1) text += alphabet[(word >> 6) & 63] as string;
    if (left > 2) text += alphabet[word & 63] as string;
  }
  return text;
}

// base64url (RFC 4648, section 5) without padding. Decoding is the character gate of RFC 8725bis: anything outside the
// alphabet is refused, and so are leftover bits, which would give one signature several spellings.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;

/** @returns null when a character, the length or the leftover bits are not base64url. */
export function decode(text: string, from = 0, to = text.length): Uint8Array<ArrayBuffer> | null {
  const length = to - from;
  const left = length % 4;
  if (left === 1) return null;
  const bytes = new Uint8Array((length * 3) >> 2);
  const whole = to - left;
  let at = 0;
  // Four characters at a time: one that is not in the alphabet makes the word negative.
  for (let i = from; i < whole; i += 4) {
    const word =
      (valueAt(text, i) << 18) |
      (valueAt(text, i + 1) << 12) |
      (valueAt(text, i + 2) << 6) |
      valueAt(text, i + 3);
    if (word < 0) return null;
    bytes[at++] = word >> 16;
    bytes[at++] = (word >> 8) & 0xff;
    bytes[at++] = word & 0xff;
  }
  if (left === 0) return bytes;
  const word =
    (valueAt(text, whole) << 12) |
    (valueAt(text, whole + 1) << 6) |
    (left === 3 ? valueAt(text, whole + 2) : 0);
  if (word < 0 || (word & (left === 3 ? 0x3 : 0x3ff)) !== 0) return null;
  bytes[at++] = word >> 10;
  if (left === 3) bytes[at] = (word >> 2) & 0xff;
  return bytes;
}

function valueAt(text: string, i: number): number {
  const code = text.charCodeAt(i);
  return code < 128 ? (values[code] as number) : -1;
}

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

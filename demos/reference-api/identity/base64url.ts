// base64url (RFC 4648, section 5) without padding. Decoding is the character gate of RFC 8725bis: anything outside the
// alphabet is refused, and so are leftover bits, which would give one signature several spellings.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;

/** @returns null when a character, the length or the leftover bits are not base64url. */
export function decode(text: string, from = 0, to = text.length): Uint8Array<ArrayBuffer> | null {
  const length = to - from;
  if (length % 4 === 1) return null;
  const bytes = new Uint8Array((length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (values[code] as number) : -1;
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
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

// The engine has no atob, and Zod's base64 and JWT formats ask it whether a text is one. As browsers have it (WHATWG Infra,
// forgiving-base64 decode), in the language alone.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** @throws RangeError for a text that is not base64 */
export function atob(given: string): string {
  const plain = String(given).replace(/[\t\n\f\r ]/g, '');
  const text = plain.length % 4 === 0 ? plain.replace(/={1,2}$/, '') : plain;
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) throw new RangeError('This is not base64.');
  let bytes = '';
  let bits = 0;
  let held = 0;
  for (const character of text) {
    bits = ((bits << 6) | alphabet.indexOf(character)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += String.fromCharCode((bits >> held) & 0xff);
  }
  return bytes;
}

// Whether a file of the reader's is a tar file from its first block to its last (POSIX ustar). PGlite, given anything else, tries to
// unzip it and lets the failure go by unheard.

const block = 512;
const text = new TextDecoder('latin1');

/** Every header's checksum is right, every entry is whole, and PostgreSQL's version file is among them. */
export function isDataDirectory(bytes: Uint8Array): boolean {
  let version = false;
  let at = 0;
  for (;;) {
    const header = bytes.subarray(at, at + block);
    if (header.length < block) return false;
    if (header.every((byte) => byte === 0)) return version;
    if (octal(header, 148, 8) !== sumOf(header)) return false;
    const size = octal(header, 124, 12);
    if (!(size >= 0)) return false;
    if (/^\/?PG_VERSION\0/.test(text.decode(header.subarray(0, 100)))) version = true;
    at += block + Math.ceil(size / block) * block;
  }
}

const octal = (header: Uint8Array, from: number, length: number): number =>
  Number.parseInt(text.decode(header.subarray(from, from + length)).trim(), 8);

/** The sum of the header's bytes, its own field taken as eight spaces. */
const sumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0);

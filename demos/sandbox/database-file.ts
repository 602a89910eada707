// Whether a file is a database that the API can start from: a tar of PostgreSQL's data directory, whole, of its version.

export const databaseVersion = '18';
const largest = 256 * 1024 * 1024;
const block = 512;

const textAt = (bytes: Uint8Array, from: number, length: number): string => {
  const part = bytes.subarray(from, from + length);
  const end = part.indexOf(0);
  return String.fromCharCode(...part.subarray(0, end < 0 ? length : end));
};

/** POSIX tar: "ustar" at 257, and a checksum over the header with its own field as blanks. */
function isHeader(bytes: Uint8Array, at: number): boolean {
  if (textAt(bytes, at + 257, 5) !== 'ustar') return false;
  let sum = 0;
  for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 32 : (bytes[at + i] ?? 0);
  return Number.parseInt(textAt(bytes, at + 148, 8).trim(), 8) === sum;
}

const isEnd = (bytes: Uint8Array, at: number): boolean =>
  at + block <= bytes.length && bytes.subarray(at, at + block).every((byte) => byte === 0);

/** What is wrong with it, as a sentence; null when it can be tried. */
export function faultIn(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'The file is empty.';
  if (bytes.length > largest) return 'The file is larger than any export of the sandbox.';
  if (bytes.length < block || !isHeader(bytes, 0)) return 'The file is not an export of the sandbox.';
  let version: string | null = null;
  for (let at = 0; !isEnd(bytes, at); ) {
    if (at + block > bytes.length) return 'The file ends too early: it was not saved or sent whole.';
    if (!isHeader(bytes, at)) return 'The file is damaged: a part of it is not what was exported.';
    const size = Number.parseInt(textAt(bytes, at + 124, 12).trim() || '0', 8);
    if (at + block + size > bytes.length) return 'The file ends too early: it was not saved or sent whole.';
    if (/(?:^|\/)PG_VERSION$/.test(textAt(bytes, at, 100)))
      version ??= textAt(bytes, at + block, size).trim();
    at += block + Math.ceil(size / block) * block;
  }
  if (version === null) return 'The file is an archive without a PostgreSQL database in it.';
  return version === databaseVersion
    ? null
    : `The database is of PostgreSQL ${version}; the API here needs ${databaseVersion}.`;
}

/** The file's bytes, unpacked when it is gzip. @throws TypeError when the gzip is damaged */
export async function unpacked(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x1f || start[1] !== 0x8b) return new Uint8Array(await file.arrayBuffer());
  const plain = file.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** "sandbox-2026-11-22-1403.tar", in the reader's zone. */
export function fileName(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `sandbox-${day}-${two(now.getHours())}${two(now.getMinutes())}.tar`;
}

// For tests: PDFs by hand, byte for byte (ISO 32000-1), so that what a reader is given is known. One page, Helvetica, a line each.
import { createHash } from 'node:crypto';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const escaped = (text: string): string => text.replaceAll(/[\\()]/g, (one) => `\\${one}`);

/** Objects from 1 on, then the table of where they stand, and what points to it. */
function file(objects: readonly Buffer[], trailer: string): Uint8Array {
  const parts = [latin('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
  const places: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, i) => {
    places.push(length());
    parts.push(latin(`${i + 1} 0 obj\n`), object, latin('\nendobj\n'));
  });
  const start = length();
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    latin(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`),
    latin(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`),
  );
  return new Uint8Array(Buffer.concat(parts));
}

const stream = (content: Buffer): Buffer =>
  Buffer.concat([latin(`<< /Length ${content.length} >>\nstream\n`), content, latin('\nendstream')]);

const page = (content: Buffer): Buffer[] => [
  latin('<< /Type /Catalog /Pages 2 0 R >>'),
  latin('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
  latin(
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
  ),
  stream(content),
  latin('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
];

const shown = (lines: readonly string[]): Buffer =>
  latin(`BT /F1 12 Tf 14 TL 72 770 Td ${lines.map((line) => `(${escaped(line)}) Tj T*`).join(' ')} ET`);

export const pdfOf = (...lines: readonly string[]): Uint8Array => file(page(shown(lines)), '');

/** RC4, which the oldest encryption of PDFs uses; written out because libraries no longer have it. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number) => {
    [s[i], s[j]] = [s[j] as number, s[i] as number];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] as number) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (s[i] as number)) & 255;
      swap(i, j);
      return byte ^ (s[((s[i] as number) + (s[j] as number)) & 255] as number);
    }),
  );
}

/** The standard security handler, revision 2 (ISO 32000-1, 7.6.3): without the password nobody reads its text. */
export function encryptedPdfOf(password: string, ...lines: readonly string[]): Uint8Array {
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const padded = Buffer.concat([latin(password), padding]).subarray(0, 32);
  const md5 = (...parts: readonly Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const id = md5(latin('an identifier'));
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded, owner, permissions, id).subarray(0, 5);
  const user = rc4(key, padding);
  /** Of object 4, generation 0. */
  const content = rc4(md5(key, Uint8Array.of(4, 0, 0, 0, 0)).subarray(0, 10), shown(lines));
  const encrypt = latin(
    `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4 >>`,
  );
  const ids = id.toString('hex');
  return file([...page(content), encrypt], `/Encrypt 6 0 R /ID [<${ids}> <${ids}>]`);
}

// What CloudFront compresses on its way out: 1,000 to 10,000,000 bytes of a type on its list, when the client takes Brotli or gzip.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The list of the developer guide ("Serve compressed files"), as far as contentType() writes them. */
const types = new Set([
  'application/javascript',
  'application/json',
  'application/wasm',
  'application/xml',
  'image/svg+xml',
  'text/css',
  'text/html',
  'text/javascript',
  'text/markdown',
  'text/plain',
]);

const known = ['br', 'gzip'] as const;
export type Coding = (typeof known)[number];

export const takes = (accepted: string, coding: Coding): boolean =>
  new RegExp(`\\b${coding}\\b(?!;q=0(?:\\.0*)?\\b)`).test(accepted);

export function codingFor(type: string, bytes: number, accepted: string): Coding | undefined {
  if (!types.has(type.split(';', 1)[0] ?? '') || bytes < 1_000 || bytes > 10_000_000) return undefined;
  return known.find((coding) => takes(accepted, coding));
}

export const compressed: Readonly<Record<Coding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body, { level: 6 }),
};

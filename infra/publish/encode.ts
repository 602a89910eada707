// Large assets travel compressed from the start: the CDN compresses on the fly only up to 10 MB, and only some types. Only
// assets: pages and twins are read by programs that take no Brotli, browsers that run an asset all do.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import { sha256 } from './sha256.ts';
import { Trouble } from './trouble.ts';

/** From here on it is worth a file of its own; a smaller one is compressed by the CDN. */
export const largeBytes = 1_000_000;
/** Types that the CDN does not compress (Amazon CloudFront, “Serve compressed files”). */
const leftAlone = /octet-stream/;

export const travelsCompressed = (type: string, bytes: number): boolean =>
  (bytes >= largeBytes || (leftAlone.test(type) && bytes >= 1000)) && !/zip|image\/(?!svg)|font/.test(type);

/** Slow (about 1 MB/s), so the result is kept below `folder` by the hash of its source. */
export async function compressed(body: Buffer, hash: string, folder: string): Promise<Buffer> {
  const kept = join(folder, `${hash}.br`);
  try {
    const found = readFileSync(kept);
    if (sha256(brotliDecompressSync(found)) === hash) return found;
  } catch {
    // Not there, or broken: made below.
  }
  const made = await promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(kept, made);
  return made;
}

/** What the build compressed has to be what it compressed. */
export function checkCompressed(path: string, small: Buffer, hash: string): void {
  let plain: Buffer | undefined;
  try {
    plain = brotliDecompressSync(small);
  } catch {
    plain = undefined;
  }
  if (!plain || sha256(plain) !== hash)
    throw new Trouble(`${path}.br is not ${path} compressed.`, {
      why: 'its bytes, decompressed, differ from the file beside it.',
      todo: 'build again (npm run build), then run the same command again.',
    });
}

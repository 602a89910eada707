// Brotli at its best, once: 11 with a window of 16 MB. Node compresses on its thread pool, so several files use several cores.
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { kept, nameOf } from './kept.ts';

const options = (bytes: Uint8Array) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  },
});

/** 40 s for 9 MB of WebAssembly, the first time; then from the cache. */
export const compressed = (bytes: Uint8Array): Promise<Buffer> =>
  kept(`${nameOf(bytes)}.br`, () => promisify(brotliCompress)(bytes, options(bytes)));

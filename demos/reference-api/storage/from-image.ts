// How PGlite is opened from a data directory that exists already: initdb is neither fetched nor run, and the shared buffers are
// sized for a tab.
import { PGlite } from '@electric-sql/pglite';

export interface ImageParts {
  readonly wasm: WebAssembly.Module;
  /** pglite.data: the files that PostgreSQL expects around it. */
  readonly data: Blob;
  /** The data directory, as `dumpDataDir('none')` gives it. */
  readonly image: Blob;
}

/** The shortest module there is, in place of initdb. */
const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

export const openImage = ({ wasm, data, image }: ImageParts): Promise<PGlite> =>
  PGlite.create({
    pgliteWasmModule: wasm,
    initdbWasmModule: new WebAssembly.Module(empty),
    fsBundle: data,
    loadDataDir: image,
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
  });

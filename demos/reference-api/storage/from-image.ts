// How PGlite is opened from a data directory that exists already: initdb is neither fetched nor run, and the shared buffers are
// sized for a tab.
import { PGlite } from '@electric-sql/pglite';

export interface ImageParts {
  readonly wasm: WebAssembly.Module;
  /** pglite.data: the files that PostgreSQL expects around it. */
  readonly data: ArrayBuffer;
  /** The data directory, as `dumpDataDir('none')` gives it. Read and left as it is. */
  readonly image: ArrayBuffer;
}

/** As much of a Blob as PGlite uses. A real one would send its bytes to the browser's own process and fetch them back. */
const asBlob = (bytes: ArrayBuffer): Blob =>
  ({ arrayBuffer: async () => bytes, type: 'application/octet-stream' }) as Blob;

/** The shortest module there is, in place of initdb. */
const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

export const openImage = ({ wasm, data, image }: ImageParts): Promise<PGlite> =>
  PGlite.create({
    pgliteWasmModule: wasm,
    initdbWasmModule: new WebAssembly.Module(empty),
    fsBundle: asBlob(data),
    loadDataDir: asBlob(image),
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
  });

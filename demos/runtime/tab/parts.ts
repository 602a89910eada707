// What PGlite is opened from: fetched all at once, brought by the reader, or kept from a former start.
import type { ImageParts } from '#api/storage/from-image.ts';
import type { Progress } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { Boot } from '../messages.ts';
import { fetchFile, fetchModule, progressOf } from './assets.ts';
import { isDataDirectory } from './tar.ts';

/** @throws RuntimeFault 'file-corrupt' for a file that is none; 'asset-missing', 'offline' or 'out-of-memory' for what did not come */
export async function fetchParts(
  { manifest, database, kept }: Pick<Boot, 'manifest' | 'database' | 'kept'>,
  progress: (progress: Progress) => void,
): Promise<ImageParts> {
  if (database !== null && !isDataDirectory(new Uint8Array(database)))
    throw new RuntimeFault({ code: 'file-corrupt', detail: 'the file is no export of a database' });
  const { wasm, data, image } = manifest.files;
  const wanted = [...(kept ? [] : [wasm, data]), ...(database ? [] : [image])];
  const count = progressOf(wanted, (received, total) => progress({ kind: 'loading', received, total }));
  const [module, files, directory] = await Promise.all([
    kept?.wasm ?? fetchModule(wasm, count(wasm)),
    kept?.data ?? fetchFile(data, count(data)),
    database ?? fetchFile(image, count(image)),
  ]);
  return { wasm: module, data: files, image: directory };
}

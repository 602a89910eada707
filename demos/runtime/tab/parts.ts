// What PGlite is opened from: fetched all at once, or brought by the reader.
import type { ImageParts } from '#api/storage/from-image.ts';
import type { Manifest, Progress } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { fetchFile, fetchModule, progressOf } from './assets.ts';
import { isDataDirectory } from './tar.ts';

/**
 * @param database a data directory (tar) instead of the built one
 * @throws RuntimeFault 'file-corrupt' for a file that is none; 'asset-missing', 'offline' or 'out-of-memory' for what did not come
 */
export async function fetchParts(
  { wasm, data, image }: Pick<Manifest['files'], 'wasm' | 'data' | 'image'>,
  database: ArrayBuffer | null,
  progress: (progress: Progress) => void,
): Promise<ImageParts> {
  if (database !== null && !isDataDirectory(new Uint8Array(database)))
    throw new RuntimeFault({ code: 'file-corrupt', detail: 'the file is no export of a database' });
  const wanted = database === null ? [wasm, data, image] : [wasm, data];
  const count = progressOf(wanted, (received, total) => progress({ kind: 'loading', received, total }));
  const [module, files, directory] = await Promise.all([
    fetchModule(wasm, count(wasm)),
    fetchFile(data, count(data)),
    database === null ? fetchFile(image, count(image)) : database,
  ]);
  return { wasm: module, data: files, image: directory };
}

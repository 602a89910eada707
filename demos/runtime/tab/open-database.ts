// PostgreSQL alone from the build's image, or from a data directory that is brought: for a worker that is no API.
import { type ImageParts, openImage } from '#api/storage/from-image.ts';
import type { Manifest, Progress } from '../contract.ts';
import { fetchFile, progressOf } from './assets.ts';
import { fetchParts } from './parts.ts';

type Opened = Awaited<ReturnType<typeof openImage>>;

/**
 * @param kept what a former start compiled and fetched; only the data directory is fetched then, where none is brought
 * @throws RuntimeFault, or what PGlite throws for a data directory that is none
 */
export async function openDatabase(
  { files }: Manifest,
  database: ArrayBuffer | null,
  kept: Pick<ImageParts, 'wasm' | 'data'> | null,
  progress: (progress: Progress) => void,
): Promise<{ readonly db: Opened; readonly parts: ImageParts }> {
  const parts = kept
    ? { ...kept, image: database ?? (await image(files, progress)) }
    : await fetchParts(files, database, progress);
  progress({ kind: 'starting', step: 'PostgreSQL' });
  return { db: await openImage(parts), parts };
}

function image({ image }: Manifest['files'], progress: (progress: Progress) => void): Promise<ArrayBuffer> {
  const count = progressOf([image], (received, total) => progress({ kind: 'loading', received, total }));
  return fetchFile(image, count(image));
}

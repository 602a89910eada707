// PostgreSQL alone from what was fetched: for a worker that is no API.
import { type ImageParts, openImage } from '#api/storage/from-image.ts';
import type { Progress } from '../contract.ts';

type Opened = Awaited<ReturnType<typeof openImage>>;

/** @throws RuntimeFault, or what PGlite throws for a data directory that is none */
export async function openDatabase(
  fetching: ImageParts | Promise<ImageParts>,
  progress: (progress: Progress) => void = () => {},
): Promise<{ readonly db: Opened; readonly parts: ImageParts }> {
  const parts = await fetching;
  progress({ kind: 'starting', step: 'PostgreSQL' });
  return { db: await openImage(parts), parts };
}

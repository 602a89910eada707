// Brings objects to the bucket that are not there yet. An asset is never replaced by other bytes: older releases ask for it.
import type { Bucket, Listed } from './bucket.ts';
import { sameContent } from './compare.ts';
import type { Stored, StoredFile } from './manifest.ts';
import { isAsset } from './places.ts';
import { inParallel } from './progress.ts';
import { Trouble } from './trouble.ts';

export interface Upload {
  readonly bucket: Bucket;
  readonly there: ReadonlyMap<string, Listed>;
  readonly body: (path: string) => Buffer;
  /** May this object be relied on, or could somebody be collecting it as garbage? */
  readonly trusted: (stored: Stored, lies: Listed) => boolean;
  readonly width: number;
  readonly tick: (bytes: number) => void;
}

/** @returns what lies there now for each path, which may be an older compression of the same bytes. */
export async function upload(
  objects: readonly Stored[],
  { bucket, there, body, trusted, width, tick }: Upload,
): Promise<{ files: Record<string, StoredFile>; sent: number; bytes: number }> {
  const files: Record<string, StoredFile> = {};
  let sent = 0;
  let bytes = 0;
  await inParallel(objects, width, async (stored) => {
    const { path, key, cache, ...file } = stored;
    const lies = there.has(key) ? await bucket.head(key) : undefined;
    if (lies && isAsset(path) && !sameContent(stored, lies))
      throw new Trouble(`${key} lies in the bucket with other bytes. Nothing that is served was changed.`, {
        why: 'browsers keep this name for a year, and older releases ask for it: its bytes must never change.',
        todo: 'give the file a name that changes with its bytes, or remove the object by hand if no release asks for it.',
      });
    const known = lies && sameContent(stored, lies) && trusted(stored, lies);
    if (known && lies.type === stored.type && lies.cache === cache) {
      const sum = lies.checksum ? Buffer.from(lies.checksum, 'base64').toString('hex') : file.sha256;
      files[path] = { ...file, sha256: sum, bytes: lies.bytes };
      return tick(0);
    }
    await bucket.put(stored, body(path));
    files[path] = file;
    sent += 1;
    bytes += file.bytes;
    tick(file.bytes);
  });
  return { files, sent, bytes };
}

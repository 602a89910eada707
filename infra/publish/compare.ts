// What lies in the bucket, held against what ought to lie there. Asked of the store object by object; its checksum is its own.
import type { Bucket, Lying } from './bucket.ts';
import { plainOf, type Stored } from './manifest.ts';
import { inParallel } from './progress.ts';
import { inBase64 } from './sha256.ts';

/** What differs, in words; undefined when nothing does. */
export function difference(stored: Stored, lies: Lying | undefined): string | undefined {
  if (!lies) return 'is not there';
  if (lies.checksum !== inBase64(stored.sha256) || lies.bytes !== stored.bytes) return 'has other bytes';
  if (lies.type !== stored.type) return `is ${lies.type}, not ${stored.type}`;
  if (lies.encoding !== stored.encoding) return `travels as ${lies.encoding ?? 'it is'}`;
  if (lies.cache !== stored.cache) return `may be kept for “${lies.cache}”, not “${stored.cache}”`;
  return undefined;
}

/** The same content, whatever made it smaller: another Node may compress to other bytes. */
export const sameContent = (stored: Stored, lies: Lying): boolean =>
  lies.notes['plain'] === plainOf(stored).sha256 &&
  lies.encoding === stored.encoding &&
  (stored.encoding !== undefined || lies.checksum === inBase64(stored.sha256));

/** Half a sentence for each object that is not as it ought to be. */
export async function differences(
  bucket: Pick<Bucket, 'head'>,
  objects: readonly Stored[],
  width: number,
): Promise<string[]> {
  const found: string[] = [];
  await inParallel(objects, width, async (stored) => {
    const differs = difference(stored, await bucket.head(stored.key));
    if (differs) found.push(`${stored.key} ${differs}`);
  });
  return found.sort();
}

// What the commands work with: the bucket, the pointer, the live address, a clock. Tests bring their own.
import type { Bucket, Listed } from './bucket.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { manifestKey, releaseOf } from './places.ts';
import type { Pointed, Pointer } from './pointer.ts';
import type { Say } from './progress.ts';
import type { Live } from './smoke.ts';
import { Trouble } from './trouble.ts';

export interface Cloud {
  readonly bucket: Bucket;
  readonly pointer: Pointer;
  readonly live: Live;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: Say;
}

export interface Rules {
  /** Releases that stay for a rollback. */
  readonly keep: number;
  /** Garbage younger than this stays: somebody may be publishing it. */
  readonly graceMs: number;
  /** How long the pointer may take to reach the edge. */
  readonly patienceMs: number;
  /** Requests at once. */
  readonly width: number;
}

export interface Start {
  readonly at: Pointed;
  readonly live: Manifest | undefined;
  readonly there: ReadonlyMap<string, Listed>;
}

export async function readManifest(bucket: Bucket, release: string): Promise<Manifest | undefined> {
  const text = await bucket.text(manifestKey(release));
  if (text === undefined) return undefined;
  try {
    return parseManifest(text);
  } catch {
    throw new Trouble(`${manifestKey(release)} is no manifest of a release.`, {
      why: 'it was written by something else, or by another version of this command.',
      todo: 'look at the object; remove it if nobody needs that release, then run the same command again.',
    });
  }
}

/** Of every release that has one; one without is unfinished. */
export async function readManifests(
  bucket: Bucket,
  there: ReadonlyMap<string, Listed>,
): Promise<Map<string, Manifest>> {
  const found = new Map<string, Manifest>();
  for (const release of new Set([...there.keys()].map(releaseOf))) {
    if (release === undefined || !there.has(manifestKey(release))) continue;
    const manifest = await readManifest(bucket, release);
    if (manifest) found.set(release, manifest);
  }
  return found;
}

/** The pointer is read before anything else: whoever moves it after this makes our own move fail. */
export async function readStart({ bucket, pointer }: Cloud): Promise<Start> {
  const at = await pointer.read();
  const live = at.release === undefined ? undefined : await readManifest(bucket, at.release);
  return { at, live, there: await bucket.list() };
}

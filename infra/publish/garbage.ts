// What no kept release needs any more. Pure: from what lies there to what may go. Only assets and releases are ever named, so
// whatever else is in the bucket stays.
import type { Listed } from './bucket.ts';
import { type Manifest, storedIn } from './manifest.ts';
import { isAsset, manifestKey, releaseOf } from './places.ts';

export interface Held {
  readonly there: ReadonlyMap<string, Listed>;
  /** Of every release that has one. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly current: string;
  /** Others that are kept whatever their age: where the error page comes from. */
  readonly alsoKept: readonly string[];
  readonly keep: number;
  readonly graceMs: number;
  readonly now: number;
}

/** The newest ones, the one that is served and the one that a rollback would go to. */
export function keptReleases({
  manifests,
  current,
  alsoKept,
  keep,
}: Omit<Held, 'there' | 'graceMs' | 'now'>) {
  const newest = [...manifests.keys()].sort().reverse().slice(0, keep);
  const previous = manifests.get(current)?.previous;
  return new Set([...newest, current, ...(previous ? [previous] : []), ...alsoKept]);
}

export interface Garbage {
  /** In the order in which they go: a release that loses its manifest is no release any more. */
  readonly releases: readonly string[];
  readonly assets: readonly string[];
}

export function garbage(held: Held): Garbage {
  const { there, manifests, graceMs, now } = held;
  const kept = keptReleases(held);
  const young = ({ modified }: Listed): boolean => now - modified < graceMs;
  const byRelease = new Map<string, string[]>();
  const busy = new Set<string>();
  const assets: string[] = [];
  for (const [key, lies] of there) {
    const release = releaseOf(key);
    if (release !== undefined) {
      byRelease.set(release, [...(byRelease.get(release) ?? []), key]);
      if (young(lies)) busy.add(release);
    } else if (isAsset(`/${key}`) && !young(lies)) assets.push(key);
  }
  const going = [...byRelease].filter(([release]) => !kept.has(release) && !busy.has(release));
  const gone = new Set(going.map(([release]) => release));
  const needed = new Set<string>();
  for (const [release, manifest] of manifests)
    if (!gone.has(release)) for (const { key } of storedIn(manifest)) needed.add(key);
  return {
    releases: going.flatMap(([release, keys]) => {
      const first = manifestKey(release);
      return [...keys.filter((key) => key === first), ...keys.filter((key) => key !== first).sort()];
    }),
    assets: assets.filter((key) => !needed.has(key)).sort(),
  };
}

// What the database answered, kept in the cache for whoever asks next. The place is held before the database is asked and filled
// only while it is still held (leases: Nishtala et al., Scaling Memcache at Facebook, NSDI 2013), so that a slow reader cannot put
// back what a write has removed. A write removes the entry after its commit and never changes it: two writes may end in either order.
import type { Deps } from '../deps.ts';
import { type Cache, CacheDown } from './cache.ts';

/**
 * What may be kept: answers that are the same for everybody of an organisation who may ask at all. Who may is decided before, at
 * each call; row security is asked only when the database is. Nothing that is sealed, and nothing that decides about access.
 */
export type KeptRead = 'policies';

export interface ReadThrough {
  /**
   * @param from asks the database; in nobody's name, because its answer is everybody's.
   * @returns what the cache has, or what the database said; without the cache, what the database says to each.
   */
  read<T>(
    what: KeptRead,
    organisation: string,
    from: () => Promise<T>,
  ): Promise<{ readonly value: T; readonly cached: boolean }>;
}

/** Seconds: who holds a place for longer does not fill it. Together they are the minute that an entry may be old. */
const held = 10;
const kept = 50;

export function readThrough({ cache, ids }: Pick<Deps, 'cache' | 'ids'>): ReadThrough {
  /**
   * One question to the database for everybody here who found the same token. It was there when each of them looked, so nothing
   * was removed since, and the answer is as new for the last of them as for the first.
   */
  const asked = new Map<string, Promise<unknown>>();

  function together<T>(token: string, from: () => Promise<T>): Promise<T> {
    const running = asked.get(token) as Promise<T> | undefined;
    if (running) return running;
    const begun = from().finally(() => asked.delete(token));
    asked.set(token, begun);
    return begun;
  }

  return {
    async read<T>(what: KeptRead, organisation: string, from: () => Promise<T>) {
      const key = keyOf(what, organisation);
      const token = `?${ids.uuid()}`;
      const there = await unlessDown(cache.hold(key, token, held));
      if (there === undefined) return { value: await from(), cached: false };
      if (there?.startsWith('=')) return { value: JSON.parse(there.slice(1)) as T, cached: true };
      const value = await together(there ?? token, from);
      if (there === null) await unlessDown(cache.fill(key, token, `=${JSON.stringify(value)}`, kept));
      return { value, cached: false };
    },
  };
}

/**
 * For a write, after its commit. Never fails: an entry that cannot be removed ends by itself, a minute after the database was
 * asked for it at the latest.
 */
export async function forget(
  cache: Pick<Cache, 'delete'>,
  what: KeptRead,
  organisation: string,
): Promise<void> {
  await unlessDown(cache.delete(keyOf(what, organisation)));
}

/** The number is the form's: a release that keeps other rows takes another one. */
const keyOf = (what: KeptRead, organisation: string): string => `read:${what}/1:${organisation}`;

async function unlessDown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CacheDown) return undefined;
    throw error;
  }
}

// The ports with a switch: while one is lost it refuses as its adapter does when the other end is gone. For a tab, where a reader
// takes the cache or the database away; no process of a server opens this.
import { Problem } from '../problem.ts';
import { type Cache, CacheDown } from './cache.ts';
import type { Database, Transaction } from './database.ts';

export const losable = ['cache', 'database'] as const;
export type Losable = (typeof losable)[number];

interface Ports {
  readonly cache: Cache;
  readonly database: Database;
}

export interface Losses {
  /** These are lost from now on, and no others. */
  set(lost: readonly Losable[]): void;
  /** The same ports, each refusing while it is lost. What is in them stays. */
  through(ports: Ports): Ports;
}

export function losses(): Losses {
  let lost: ReadonlySet<Losable> = new Set();

  /** As redis.ts: CacheDown. As pg.ts: Problem 'unavailable'. */
  async function past<T>(what: Losable, call: () => Promise<T>): Promise<T> {
    if (lost.has(what))
      throw what === 'cache'
        ? new CacheDown()
        : new Problem('unavailable', { headers: { 'retry-after': '1' } });
    return call();
  }

  return {
    set(these) {
      lost = new Set(these);
    },
    through: ({ cache, database }) => ({
      cache: {
        take: (windows, now) => past('cache', () => cache.take(windows, now)),
        get: (key) => past('cache', () => cache.get(key)),
        set: (key, value, seconds) => past('cache', () => cache.set(key, value, seconds)),
        hold: (key, token, seconds) => past('cache', () => cache.hold(key, token, seconds)),
        fill: (key, token, value, seconds) => past('cache', () => cache.fill(key, token, value, seconds)),
        delete: (key) => past('cache', () => cache.delete(key)),
        ping: () => past('cache', () => cache.ping()),
        close: () => cache.close(),
      },
      database: {
        query: (statement) => past('database', () => database.query(statement)),
        // A transaction that is under way ends with its next statement, and is rolled back.
        transaction: (scope, work) =>
          past('database', () =>
            database.transaction(scope, (tx) => {
              const inner: Transaction = {
                query: (statement) => past('database', () => tx.query(statement)),
              };
              return work(inner);
            }),
          ),
        ping: () => past('database', () => database.ping()),
        close: () => database.close(),
      },
    }),
  };
}

import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { type Cache, CacheDown } from './cache.ts';
import type { Database } from './database.ts';
import { losses } from './losses.ts';
import { memoryCache } from './memory.ts';

const read = { text: 'select 1', values: [], name: 'one' };

function ports() {
  const ran: string[] = [];
  const database: Database = {
    async query({ text }) {
      ran.push(text);
      return [];
    },
    async transaction(_scope, work) {
      const done = await work({
        async query({ text }) {
          ran.push(`in a transaction: ${text}`);
          return [];
        },
      });
      ran.push('commit');
      return done;
    },
    ping: async () => {},
    close: async () => void ran.push('closed'),
  };
  const { set, through } = losses();
  return { ran, set, ...through({ cache: memoryCache({ now: () => 0 }), database }) };
}

const everyCall = (cache: Cache) => [
  cache.take([{ key: 'a', limit: 1, seconds: 1 }], 0),
  cache.get('a'),
  cache.set('a', '1', 1),
  cache.hold('a', '?', 1),
  cache.fill('a', '?', '1', 1),
  cache.delete('a'),
  cache.ping(),
];

describe('ports that can be lost', () => {
  it('answer while nothing is lost (control)', async () => {
    const { cache, database, ran } = ports();
    await cache.set('a', '1', 1);
    expect(await cache.get('a')).toBe('1');
    await database.query(read);
    await database.transaction(null, (tx) => tx.query(read));
    expect(ran).toEqual(['select 1', 'in a transaction: select 1', 'commit']);
  });

  it('the cache refuses as Redis out of reach does, keeps what is in it, and leaves the database alone', async () => {
    const { cache, database, set, ran } = ports();
    await cache.set('a', '1', 1);
    set(['cache']);
    for (const call of everyCall(cache)) await expect(call).rejects.toBeInstanceOf(CacheDown);
    await database.query(read);
    expect(ran).toEqual(['select 1']);
    set([]);
    expect(await cache.get('a')).toBe('1');
  });

  it('the database refuses as PostgreSQL out of reach does, and nothing reaches it', async () => {
    const { database, cache, set, ran } = ports();
    set(['database']);
    for (const call of [
      () => database.query(read),
      () => database.transaction(null, (tx) => tx.query(read)),
      () => database.ping(),
    ]) {
      const error = await call().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Problem);
      expect((error as Problem).code).toBe('unavailable');
    }
    await cache.ping();
    await database.close();
    expect(ran).toEqual(['closed']);
  });

  it('a transaction that is under way does not commit', async () => {
    const { database, set, ran } = ports();
    const late = database.transaction(null, async (tx) => {
      await tx.query(read);
      set(['database']);
      await tx.query(read);
    });
    await expect(late).rejects.toBeInstanceOf(Problem);
    expect(ran).toEqual(['in a transaction: select 1']);
  });
});

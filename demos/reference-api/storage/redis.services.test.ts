import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { redisThere } from '../test/hosts.ts';
import type { Cache } from './cache.ts';
import { cacheSuite } from './cache-suite.ts';

const salt = new Uint8Array(32).fill(7);

describe('the cache on Redis', () => {
  let cache: Cache;
  let raw: Redis;
  beforeAll(async () => {
    cache = await redisThere(inject('redis'), salt);
    raw = new Redis(inject('redis'));
  });
  afterAll(async () => {
    await cache.close();
    raw.disconnect();
  });
  cacheSuite(() => cache, often(3, 20));

  it('no address and no account id stands in Redis, and every entry has an end', async () => {
    await cache.take([{ key: 'client:203.0.113.77', limit: 5, seconds: 60 }], Date.now());
    await cache.set('session:0190f3a2-canary', '1', 60);
    const keys = await raw.keys('*');
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) {
      expect(key).toMatch(/^[\w-]{22}$/);
      // -1: without an end; -2: it ended just now.
      expect(await raw.pttl(key)).not.toBe(-1);
    }
  });

  it('goes on when Redis has forgotten the script', async () => {
    const window = { key: 'forgotten', limit: 2, seconds: 60 };
    await cache.take([window], Date.now());
    await raw.script('FLUSH');
    expect((await cache.take([window], Date.now()))[0]).toEqual({ allowed: true, remaining: 0, reset: 60 });
    expect((await cache.take([window], Date.now()))[0]?.allowed).toBe(false);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { cacheSuite } from './cache-suite.ts';
import { memoryCache } from './memory.ts';

const clock = { at: 1_767_600_000_000, now: () => clock.at };

describe('the cache in memory', () => {
  let cache = memoryCache(clock);
  afterEach(() => {
    cache = memoryCache(clock);
  });
  cacheSuite(() => cache, often(3, 20));

  it('forgets values when their time is over', async () => {
    await cache.set('a', '1', 2);
    clock.at += 1_999;
    expect(await cache.get('a')).toBe('1');
    clock.at += 1;
    expect(await cache.get('a')).toBeNull();
  });

  it('is bounded: the window that was idle longest goes first', async () => {
    const small = memoryCache(clock, 3);
    const window = (key: string) => ({ key, limit: 1, seconds: 60 });
    for (const key of ['a', 'b', 'c']) await small.take([window(key)], clock.at);
    expect((await small.take([window('a')], clock.at))[0]?.allowed).toBe(false);
    await small.take([window('d')], clock.at);
    expect((await small.take([window('a')], clock.at))[0]?.allowed).toBe(false);
    expect((await small.take([window('b')], clock.at))[0]?.allowed).toBe(true);
  });
});

// The races of a cache, step by step in the order that hurts, each beside the weak twin that it hurts.
import { describe, expect, it } from 'vitest';
import { systemIds } from '../ids.ts';
import { type Cache, CacheDown } from './cache.ts';
import { memoryCache } from './memory.ts';
import { forget, readThrough } from './read-through.ts';

const here = 'one organisation';
const there = 'another';

function setting() {
  const clock = { at: 1_767_600_000_000, now: () => clock.at };
  const cache = memoryCache(clock);
  let row = 'old';
  let asked = 0;
  /** A question to the database that answers when it is let go, with what the row was when it was asked. */
  function slow() {
    const seen = row;
    asked += 1;
    let go: () => void = () => {};
    const gate = new Promise<void>((open) => {
      go = open;
    });
    return { from: () => gate.then(() => seen), go };
  }
  const from = async () => {
    asked += 1;
    return row;
  };
  const process = () => readThrough({ cache, ids: systemIds(clock) });
  return {
    clock,
    cache,
    process,
    slow,
    from,
    write(value: string) {
      row = value;
    },
    asked: () => asked,
  };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

describe('a read through the cache', () => {
  it('asks the database once, and again when a write has removed the entry or its minute is over', async () => {
    const { process, from, write, asked, cache, clock } = setting();
    const { read } = process();
    expect(await read('policies', here, from)).toEqual({ value: 'old', cached: false });
    expect(await read('policies', here, from)).toEqual({ value: 'old', cached: true });
    expect(await process().read('policies', here, from)).toEqual({ value: 'old', cached: true });
    expect(asked()).toBe(1);
    write('new');
    await forget(cache, 'policies', there);
    expect((await read('policies', here, from)).value).toBe('old');
    await forget(cache, 'policies', here);
    expect(await read('policies', here, from)).toEqual({ value: 'new', cached: false });
    write('behind its back');
    clock.at += 60_000;
    expect((await read('policies', here, from)).value).toBe('behind its back');
  });

  it('keeps each organisation’s for itself', async () => {
    const { process, from } = setting();
    const { read } = process();
    await read('policies', here, from);
    expect(await read('policies', there, async () => 'theirs')).toEqual({ value: 'theirs', cached: false });
  });

  it('a slow reader does not put back what a write has removed', async () => {
    const { process, slow, from, write, cache } = setting();
    const { read } = process();
    const { from: old, go } = slow();
    const late = read('policies', here, old);
    await settled();
    write('new');
    await forget(cache, 'policies', here);
    go();
    expect((await late).value).toBe('old');
    expect((await read('policies', here, from)).value).toBe('new');
  });

  it('control: one that fills without holding the place does', async () => {
    const { slow, write, cache } = setting();
    const { from: old, go } = slow();
    const late = old().then((value) => cache.set('key', value, 50));
    await settled();
    write('new');
    await cache.delete('key');
    go();
    await late;
    expect(await cache.get('key')).toBe('old');
  });

  it('control: writers that change the entry leave the older value when their words arrive in the other order', async () => {
    const { cache, process, from, write } = setting();
    const { read } = process();
    await read('policies', here, from);
    write('first');
    write('second');
    const changes = ['second', 'first'].map((value) => () => cache.set('key', value, 50));
    for (const change of changes) await change();
    expect(await cache.get('key')).toBe('first');
    // Removing twice, in any order, leaves nothing.
    for (const _ of changes) await forget(cache, 'policies', here);
    expect((await read('policies', here, from)).value).toBe('second');
  });

  it('a hundred readers at once ask the database once in each process', async () => {
    const { process, slow, asked } = setting();
    const one = slow();
    const other = slow();
    const begun = asked();
    const [a, b] = [process(), process()];
    const counted = { a: 0, b: 0 };
    const all = Array.from({ length: 100 }, (_, at) =>
      at % 2 === 0
        ? a.read('policies', here, () => {
            counted.a += 1;
            return one.from();
          })
        : b.read('policies', here, () => {
            counted.b += 1;
            return other.from();
          }),
    );
    await settled();
    one.go();
    other.go();
    expect(new Set((await Promise.all(all)).map(({ value }) => value))).toEqual(new Set(['old']));
    expect([counted, begun]).toEqual([{ a: 1, b: 1 }, 2]);
  });

  it('whoever comes after a write does not share the question of one who came before it', async () => {
    const { process, slow, from, write, cache } = setting();
    const { read } = process();
    const { from: old, go } = slow();
    const before = read('policies', here, old);
    await settled();
    write('new');
    await forget(cache, 'policies', here);
    expect((await read('policies', here, from)).value).toBe('new');
    go();
    expect((await before).value).toBe('old');
  });

  it('a question that fails fails for those who shared it, and leaves nothing behind but a place for ten seconds', async () => {
    const { process, from, clock } = setting();
    const { read } = process();
    await expect(
      read('policies', here, async () => {
        throw new Error('the database is away');
      }),
    ).rejects.toThrow('away');
    expect(await read('policies', here, from)).toEqual({ value: 'old', cached: false });
    expect(await read('policies', here, from)).toEqual({ value: 'old', cached: false });
    clock.at += 10_000;
    await read('policies', here, from);
    expect((await read('policies', here, from)).cached).toBe(true);
  });

  it('without the cache the database answers, and a write is not held up', async () => {
    const { from, clock, asked } = setting();
    const down = async () => {
      throw new CacheDown();
    };
    const cache = { ...memoryCache(clock), hold: down, fill: down, delete: down } satisfies Cache;
    const { read } = readThrough({ cache, ids: systemIds(clock) });
    for (let i = 0; i < 3; i++)
      expect(await read('policies', here, from)).toEqual({ value: 'old', cached: false });
    await forget(cache, 'policies', here);
    expect(asked()).toBe(3);
  });
});

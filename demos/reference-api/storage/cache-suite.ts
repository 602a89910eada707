// EDGE-01 and EDGE-03 for any cache; memory.test.ts and redis.services.test.ts run it. Weak twin: read, then write.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cache, Window } from './cache.ts';

const start = 1_767_600_000_000;
let made = 0;
const fresh = (limit = 100, seconds = 60): Window => ({
  key: `test:${process.pid}:${made++}`,
  limit,
  seconds,
});

const passed = async (takes: Promise<{ allowed: boolean }[]>[]): Promise<number> =>
  (await Promise.all(takes)).filter((states) => states.every(({ allowed }) => allowed)).length;

/** Counts by get and set: between the two, others read the same number. */
function weakTake(cache: Cache): (window: Window) => Promise<{ allowed: boolean }[]> {
  return async ({ key, limit, seconds }) => {
    const count = Number((await cache.get(`weak:${key}`)) ?? 0);
    if (count >= limit) return [{ allowed: false }];
    await cache.set(`weak:${key}`, String(count + 1), seconds);
    return [{ allowed: true }];
  };
}

export function cacheSuite(open: () => Cache, rounds: number): void {
  it(`EDGE-01 1,000 at once, limit 100: exactly 100 pass, ${rounds} times over`, async () => {
    for (let round = 0; round < rounds; round++) {
      const window = fresh();
      const takes = Array.from({ length: 1_000 }, () => open().take([window], start));
      expect(await passed(takes)).toBe(100);
    }
  });

  // All of them read before the first writes, by the order of one connection: no chance in it.
  it('EDGE-01 control: reading, then writing lets more through', async () => {
    const window = fresh();
    const take = weakTake(open());
    expect(await passed(Array.from({ length: 1_000 }, () => take(window)))).toBeGreaterThan(100);
  });

  it('EDGE-03 never more than the limit in any sliding window, at the edge -1, 0 and +1 ms', async () => {
    const cache = open();
    for (const [after, expected] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      const window = fresh(3);
      for (const at of [0, 10, 20]) expect((await cache.take([window], start + at))[0]?.allowed).toBe(true);
      const [state] = await cache.take([window], start + 60_000 + after);
      expect(state?.allowed).toBe(expected);
      expect(state?.remaining).toBe(0);
    }
  });

  it('EDGE-03 control: a window that begins at the full minute lets twice the limit through around it', async () => {
    const cache = open();
    const window = fresh(3);
    const counts = new Map<number, number>();
    const fixed = (now: number): boolean => {
      const minute = Math.floor(now / 60_000);
      counts.set(minute, (counts.get(minute) ?? 0) + 1);
      return (counts.get(minute) as number) <= window.limit;
    };
    const passes = { fixed: 0, sliding: 0 };
    for (const now of [-3, -2, -1, 0, 1, 2].map((ms) => start + ms)) {
      if (fixed(now)) passes.fixed += 1;
      if ((await cache.take([window], now))[0]?.allowed) passes.sliding += 1;
    }
    expect(passes).toEqual({ fixed: 6, sliding: 3 });
  });

  it('EDGE-03 on any sequence of steps agrees with a count over everything that passed', async () => {
    const cache = open();
    const steps = fc.array(fc.constantFrom(0, 1, 7, 499, 500, 501, 999, 1_000, 1_001), {
      minLength: 5,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 5 }), async (waits, limit) => {
        const window = fresh(limit, 1);
        const taken: number[] = [];
        let now = start;
        for (const wait of waits) {
          now += wait;
          const inside = taken.filter((at) => at > now - 1_000).length;
          const [state] = await cache.take([window], now);
          expect(state?.allowed).toBe(inside < limit);
          if (state?.allowed) taken.push(now);
          const used = taken.filter((at) => at > now - 1_000);
          expect(state?.remaining).toBe(limit - used.length);
          const free = used.length < limit ? 0 : Math.ceil(((used[0] as number) + 1_000 - now) / 1_000);
          expect(state?.reset).toBe(free);
        }
      }),
      { numRuns: 60, seed: 60 },
    );
  });

  it('takes from all windows or from none', async () => {
    const cache = open();
    const wide = fresh(10);
    const narrow = fresh(2);
    for (let i = 0; i < 2; i++) await cache.take([wide, narrow], start);
    expect(await cache.take([wide, narrow], start)).toEqual([
      { allowed: true, remaining: 8, reset: 0 },
      { allowed: false, remaining: 0, reset: 60 },
    ]);
    expect((await cache.take([wide], start))[0]?.remaining).toBe(7);
  });

  it('a clock that steps back opens nothing', async () => {
    const cache = open();
    const window = fresh(2, 1);
    await cache.take([window], start);
    await cache.take([window], start + 900);
    expect((await cache.take([window], start - 5_000))[0]?.allowed).toBe(false);
    expect((await cache.take([window], start + 1_000))[0]?.allowed).toBe(true);
    expect((await cache.take([window], start + 1_001))[0]?.allowed).toBe(false);
  });

  it('a full window costs the same as an empty one', async () => {
    const cache = open();
    const window = fresh(5_000, 1);
    for (let i = 0; i < 50; i++)
      await Promise.all(Array.from({ length: 100 }, () => cache.take([window], start + i)));
    expect((await cache.take([window], start + 60))[0]).toEqual({ allowed: false, remaining: 0, reset: 1 });
    expect((await cache.take([window], start + 2_000))[0]).toEqual({
      allowed: true,
      remaining: 4_999,
      reset: 0,
    });
  });

  it('of all who ask at once, one holds the place, and nobody else fills it', async () => {
    const cache = open();
    const { key } = fresh();
    const all = await Promise.all(Array.from({ length: 100 }, (_, at) => cache.hold(key, `?${at}`, 60)));
    const [holder] = all.flatMap((there, at) => (there === null ? [`?${at}`] : [])) as [string];
    expect(all.filter((there) => there !== null)).toEqual(Array.from({ length: 99 }, () => holder));
    await cache.fill(key, '?another', 'of another', 60);
    expect(await cache.get(key)).toBe(holder);
    await cache.fill(key, holder, 'the value', 60);
    expect(await cache.hold(key, '?late', 60)).toBe('the value');
    await cache.fill(key, holder, 'twice', 60);
    expect(await cache.get(key)).toBe('the value');
    await cache.delete(key);
    await cache.fill(key, holder, 'after it was removed', 60);
    expect(await cache.get(key)).toBeNull();
  });

  it('keeps values for their time, and gives them up when told', async () => {
    const cache = open();
    const { key } = fresh();
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, 'zwölf ✓', 60);
    expect(await cache.get(key)).toBe('zwölf ✓');
    await cache.delete(key);
    expect(await cache.get(key)).toBeNull();
  });
}

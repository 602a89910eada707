// The thousand sessions counted twice: by the demo, and by a second program that was written from the page's own section
// ("The thousand sessions, exactly") and imports nothing of the first.
import { describe, expect, it } from 'vitest';
import { fateOf } from './fate.ts';
import { play, type StrategyId, strategies, tally } from './strategies.ts';

const numbers = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z = (z ^ (z + Math.imul(z ^ (z >>> 7), z | 61))) >>> 0;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Said {
  graceMs: number;
  slides: boolean;
  lock: boolean;
}
const services: Readonly<Record<StrategyId, Said>> = {
  strict: { graceMs: -1, slides: false, lock: false },
  grace: { graceMs: 10_000, slides: false, lock: false },
  single: { graceMs: -1, slides: false, lock: true },
  both: { graceMs: 10_000, slides: false, lock: true },
  sliding: { graceMs: 10_000, slides: true, lock: false },
};

/** One session, millisecond by millisecond where something happens: a table of moments instead of a queue of closures. */
function recount(said: Said, seed: number, n: number) {
  const random = numbers((Math.imul(seed, 1_000_003) + n) | 0);
  const upTo = (m: number) => Math.floor(random() * m);
  const plan = [...Array(6).keys()].map(() => ({
    two: random() < 0.5,
    gap: upTo(1_500),
    ways: [20 + upTo(480), 20 + upTo(480), 20 + upTo(480), 20 + upTo(480)] as [
      number,
      number,
      number,
      number,
    ],
    lost: random() < 0.03,
    heldUp: random() < 0.02,
  }));
  const theft = random() < 0.5;
  const theftRound = upTo(6);
  const theftAfter = [1_000, 4_000, 8_000, 30_000, 600_000][upTo(5)] as number;

  // The service.
  const successor = new Map<string, string>();
  const firstUse = new Map<string, number>();
  const issued = new Set(['t0']);
  let over = false;
  let [current, previous, open] = ['t0', '', -1];
  const issue = () => {
    const token = `t${issued.size}`;
    issued.add(token);
    return token;
  };
  function service(token: string, at: number): string | null {
    if (over) return null;
    if (said.slides) {
      if (token === current || (token === previous && at <= open)) {
        [previous, current, open] = [token, issue(), at + 10_000];
        return current;
      }
      over = true;
      return null;
    }
    const next = successor.get(token);
    if (next === undefined) {
      firstUse.set(token, at);
      successor.set(token, issue());
      return successor.get(token) as string;
    }
    if (at - (firstUse.get(token) as number) <= said.graceMs && !successor.has(next)) return next;
    over = true;
    return null;
  }

  // What is still to come: [ms, phase, who], and what it is about.
  type Entry = {
    when: [number, number, number];
    what: 'store' | 'start' | 'again' | 'reach' | 'steal';
    token: string;
    round: number;
  };
  const agenda: Entry[] = [];
  const put = (ms: number, phase: number, who: number, what: Entry['what'], round: number, token = '') =>
    agenda.push({ when: [ms, phase, who], what, token, round });
  plan.forEach((round, r) => {
    put(r * 600_000, 1, 0, 'start', r);
    if (round.two && !said.lock) put(r * 600_000 + round.gap, 1, 1, 'start', r);
  });

  let storage = 't0';
  let out = false;
  let thief = false;
  const count = { falseLogout: false, replays: 0, accepted: 0, own: 0 };
  const seen = new Set<string>();
  let caught = false;
  const retried = new Set<number>();

  while (agenda.length > 0) {
    agenda.sort((a, b) => a.when[0] - b.when[0] || a.when[1] - b.when[1] || a.when[2] - b.when[2]);
    const { when, what, token, round } = agenda.shift() as Entry;
    const [ms, , who] = when;
    const { ways, heldUp, lost } = plan[round] as (typeof plan)[number];
    const there = who === 0 ? ways[0] : ways[2] + (heldUp ? 30_000 : 0);
    if (what === 'store') storage = token;
    else if (what === 'steal') {
      if (caught) continue;
      thief = true;
      count.replays++;
      const got = service(token, ms);
      if (got === null) caught = true;
      else {
        count.accepted++;
        if (!seen.has(got)) count.own++;
      }
    } else if (what === 'reach') {
      const got = service(token, ms);
      if (got === null) {
        if (!out) count.falseLogout = !thief;
        out = true;
        continue;
      }
      seen.add(got);
      const arrives = who === 1 || !lost || retried.has(round);
      if (arrives) put(ms + (who === 0 ? ways[1] : ways[3]), 0, who, 'store', round, got);
    } else if (!out) {
      const sent = what === 'again' ? token : storage;
      if (what === 'again') retried.add(round);
      put(ms + there, 2, who, 'reach', round, sent);
      if (who === 0 && what === 'start') {
        if (lost) put(ms + 3_000, 1, 0, 'again', round, sent);
        if (theft && theftRound === round)
          for (let k = 0; k < 5; k++) put(ms + theftAfter + k * 8_000, 2, 2, 'steal', round, sent);
      }
    }
  }
  return count;
}

function recounted(said: Said, seed: number, runs: number) {
  const sum = { runs, falseLogouts: 0, replays: 0, accepted: 0, own: 0 };
  for (let n = 0; n < runs; n++) {
    const one = recount(said, seed, n);
    sum.falseLogouts += Number(one.falseLogout);
    sum.replays += one.replays;
    sum.accepted += one.accepted;
    sum.own += one.own;
  }
  return sum;
}
const rest = async () => undefined;
const seeds = process.env['SOAK'] ? [1, 2, 3, 7, 42, 4_711, 65_537, 123_456, 777_777, 999_999] : [1, 999_999];

describe.each(strategies)('%s', (strategy) => {
  it.each(seeds)('counts the same as the second program: seed %d', async (seed) => {
    expect(await tally(strategy, seed, 1_000, rest)).toEqual(recounted(services[strategy], seed, 1_000));
  });

  it('agrees session by session', () => {
    for (let n = 0; n < 300; n++)
      expect(play(strategy, fateOf(5, n)), `session ${n}`).toEqual(recount(services[strategy], 5, n));
  });
});

it('the second program would notice another rule', () => {
  const { grace, sliding } = services;
  expect(recounted({ ...grace, graceMs: 7_000 }, 1, 1_000)).not.toEqual(recounted(grace, 1, 1_000));
  expect(recounted({ ...grace, slides: true }, 1, 1_000)).toEqual(recounted(sliding, 1, 1_000));
});

it('what the page says of them holds', async () => {
  const of = async (strategy: StrategyId) => tally(strategy, 1, 1_000, rest);
  const [strict, grace, single, both, sliding] = await Promise.all(strategies.map(of));
  if (!strict || !grace || !single || !both || !sliding) throw new Error('five were played');
  expect([strict.accepted, single.accepted]).toEqual([0, 0]);
  expect([grace.own, both.own]).toEqual([0, 0]);
  expect(strict.falseLogouts).toBeGreaterThan(10 * grace.falseLogouts);
  expect(both.falseLogouts).toBe(0);
  expect(sliding.own).toBeGreaterThan(500);
});

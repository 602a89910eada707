// The runner without a service: what it does with failures, cancellation, missing powers and state that is left behind.
import { describe, expect, it } from 'vitest';
import type { Client } from '../runtime/contract.ts';
import { proof } from './proof.ts';
import { type Progress, runner } from './run.ts';

const client: Client = {
  label: { kind: 'server', text: 'fake' },
  async fetch(path, { signal } = {}) {
    signal?.throwIfAborted();
    return Response.json({ path });
  },
};
const about = { says: '', layer: 'L1', weak: {} } as const;
const good = proof({
  ...about,
  id: 'good',
  act: (at) => at.call('/x'),
  expect: ({ json }, is) => is('x', json.path === '/x'),
});
const bad = proof({
  ...about,
  id: 'bad',
  act: (at) => at.call('/x'),
  expect: (_, is) => is('it is y', false),
});

describe('a run', () => {
  it('brings every exchange and check, and what did not hold', async () => {
    const held = await runner(client).run(good);
    expect(held.outcome).toEqual({ kind: 'held' });
    expect(held.evidence.exchanges).toMatchObject([{ phase: 'act', who: 'nobody', path: '/x', status: 200 }]);
    expect((await runner(client).run(bad)).outcome).toEqual({ kind: 'failed', why: 'Not so: it is y.' });
  });

  it('that checks nothing has failed', async () => {
    const empty = proof({ ...about, id: 'empty', act: async () => 1, expect: () => {} });
    expect((await runner(client).run(empty)).outcome.kind).toBe('failed');
  });

  it('is not made where the host lacks what it needs', async () => {
    const needy = proof({
      ...about,
      id: 'needy',
      needs: ['inspect'],
      act: (at) => at.rows('select 1'),
      expect: () => {},
    });
    expect((await runner(client).run(needy)).outcome.kind).toBe('not-run');
  });

  it('that is cancelled says so, and still restores', async () => {
    const stop = new AbortController();
    let restored = false;
    const long = proof({
      ...about,
      id: 'long',
      arrange: async () => 'something',
      async act(at) {
        stop.abort();
        return at.call('/x');
      },
      expect: () => {},
      async restore(at) {
        restored = (await at.call('/x')).status === 200;
      },
    });
    expect((await runner(client).run(long, stop.signal)).outcome).toEqual({ kind: 'cancelled' });
    expect(restored).toBe(true);
  });
});

describe('all of them', () => {
  it('run in turn, the using-up ones last, and come back failures first', async () => {
    const heard: string[] = [];
    const hear = (event: Progress) =>
      heard.push(event.kind === 'done' ? `${event.result.id} ${event.done}/${event.of}` : event.id);
    const last = { ...good, id: 'last', last: true } as const;
    const results = await runner(client).runAll([last, good, bad], hear);
    expect(results.map(({ id }) => id)).toEqual(['bad', 'good', 'last']);
    expect(heard).toEqual(['good', 'good 1/3', 'bad', 'bad 2/3', 'last', 'last 3/3']);
  });

  it('stop after the one under way when asked', async () => {
    const stop = new AbortController();
    const results = await runner(client).runAll([good, bad], () => stop.abort(), stop.signal);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['held']);
  });
});

describe('a host with limits', () => {
  /** Ten sign-ins a minute on a clock of its own; 429 when they are used up. */
  function limited() {
    const at: number[] = [];
    let now = 0;
    let refused = 0;
    const host: Client = {
      label: { kind: 'server', text: 'limited' },
      async fetch() {
        const inside = at.filter((time) => time > now - 60_000);
        const left = Math.max(0, 9 - inside.length);
        if (inside.length < 10) at.push(now);
        else refused += 1;
        const headers = { 'ratelimit-policy': '"sign-in";q=10;w=60', ratelimit: `"sign-in";r=${left}` };
        return Response.json({ accessToken: 'x' }, { status: inside.length < 10 ? 201 : 429, headers });
      },
    };
    const pass = async (milliseconds: number) => {
      now += milliseconds;
    };
    return { host, pass, now: () => now, refused: () => refused };
  }
  const three = proof({
    ...about,
    id: 'three',
    signIns: 3,
    act: async (at) => [await at.session('ada'), await at.session('vera'), await at.session('carl')],
    expect: (sessions, is) => is('three sessions', sessions.length === 3),
  });
  const six = Array.from({ length: 6 }, (_, at) => ({ ...three, id: `three-${at}` }));
  const kinds = (results: Awaited<ReturnType<ReturnType<typeof runner>['runAll']>>) =>
    results.map(({ outcome }) => outcome.kind);

  it('is waited for: on its clock where that can be moved, else in real time', async () => {
    for (const moved of [true, false]) {
      const { host, pass, now, refused } = limited();
      const waits: Progress[] = [];
      const ports = { sleep: moved ? () => Promise.reject(new Error('slept')) : pass, now };
      const run = runner(host, moved ? { advance: pass } : {}, ports);
      const results = await run.runAll(six, (event) => event.kind === 'waiting' && waits.push(event));
      expect(kinds(results)).toEqual(six.map(() => 'held'));
      expect(refused()).toBe(0);
      expect(waits.length).toBeGreaterThan(0);
      expect(waits.every((wait) => wait.kind === 'waiting' && wait.moved === moved)).toBe(true);
    }
  });

  it('control: without the wait it refuses', async () => {
    const { host, refused } = limited();
    const ports = { sleep: async () => {}, now: () => 0 };
    expect(kinds(await runner(host, {}, ports).runAll(six))).toContain('not-run');
    expect(refused()).toBeGreaterThan(0);
  });

  it('is left at once when a wait is cancelled', async () => {
    const { host, now } = limited();
    const stop = new AbortController();
    const ports = { sleep: async () => stop.abort(), now };
    expect(kinds(await runner(host, {}, ports).runAll(six, () => {}, stop.signal)).length).toBeLessThan(6);
  });
});

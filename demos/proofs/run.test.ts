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

  it('stop between two when asked', async () => {
    const stop = new AbortController();
    const results = await runner(client).runAll([good, bad], () => stop.abort(), stop.signal);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['cancelled']);
  });
});

import { describe, expect, it } from 'vitest';
import { fragmentFor, readFragment } from '../kit/fragment.ts';
import { bounds, type NumberField } from './config.ts';
import { profileIds, profiles } from './profiles.ts';
import { begin, createSession, linked, nameOf } from './session.ts';

describe('the configuration', () => {
  it('is the baseline first, a profile when chosen, the reader’s own when changed', () => {
    const session = createSession();
    expect(nameOf(session.state.config)).toBe('Baseline');
    session.choose('growth');
    expect(session.state.config).toEqual(profiles.growth);
    session.set({ standby: false });
    expect(nameOf(session.state.config)).toBe('Your own');
    session.set({ standby: true });
    expect(nameOf(session.state.config)).toBe('Growth');
  });

  it('counts what is typed as soon as it may be counted, and keeps the text until then', () => {
    const session = createSession();
    for (const [text, counted, kept] of [
      ['', 10, ''],
      ['2', 2, undefined],
      ['2.', 2, '2.'],
      ['2.5', 2.5, undefined],
      ['2500', 2.5, '2500'],
      ['-1', 2.5, '-1'],
      ['nothing', 2.5, 'nothing'],
    ] as const) {
      session.type('requests', text);
      expect([session.state.config.requests, session.state.typed.requests]).toEqual([counted, kept]);
    }
    session.choose('starter');
    expect(session.state).toEqual({ config: profiles.starter, pinned: null, typed: {} });
  });

  it('is pinned as it is, and stays so while the other changes', () => {
    const session = createSession();
    session.pin();
    session.choose('growth');
    expect(session.state.pinned).toEqual(profiles.baseline);
    session.unpin();
    expect(session.state.pinned).toBe(null);
  });
});

describe('reset', () => {
  it('goes back to the baseline, and back again', () => {
    const session = createSession();
    expect(session.reset()).toBe(null);
    session.type('logs', 'x');
    session.pin();
    const before = session.state;
    const undo = session.reset();
    expect(session.state).toEqual(begin);
    undo?.();
    expect(session.state).toEqual(before);
  });
});

describe('a link', () => {
  it('brings what it was made of', async () => {
    for (const id of profileIds) {
      const state = { config: profiles[id], pinned: profiles.starter };
      const arrival = await readFragment(await fragmentFor('cost', state), 'cost', linked);
      expect(arrival).toEqual({ kind: 'state', state });
    }
  });

  it('that asks for more than a field may hold is refused whole', async () => {
    for (const field of Object.keys(bounds) as NumberField[])
      for (const value of [bounds[field].min - 1, bounds[field].max + 1, '1', null, 1e308]) {
        const config = { ...profiles.baseline, [field]: value };
        const arrival = await readFragment(
          await fragmentFor('cost', { config, pinned: null }),
          'cost',
          linked,
        );
        expect([field, value, arrival.kind]).toEqual([field, value, 'refused']);
      }
    for (const change of [{ database: 'db.x' }, { cache: '__proto__' }, { more: 1 }]) {
      const state = { config: { ...profiles.baseline, ...change }, pinned: null };
      const arrival = await readFragment(await fragmentFor('cost', state), 'cost', linked);
      expect([change, arrival.kind]).toEqual([change, 'refused']);
    }
  });
});

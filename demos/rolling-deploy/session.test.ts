import { describe, expect, it } from 'vitest';
import { fragmentFor, readFragment } from '../kit/fragment.ts';
import { limitsOf } from './rules.ts';
import { begin, createSession, linked, presetOf } from './session.ts';
import { asDeployed, bounds, images, type NumberField, presetIds, presets } from './settings.ts';
import { simulate } from './simulate.ts';
import { outcomeWords, sentenceOf, summaryOf } from './words.ts';

/** A clock that ticks when told to. */
function fake(still = false) {
  let tick: (() => void) | null = null;
  let asked = 0;
  const session = createSession({
    every: (milliseconds, call) => {
      asked = milliseconds;
      tick = call;
      return () => {
        tick = null;
      };
    },
    still: () => still,
  });
  return {
    session,
    ticks: (count: number) => Array.from({ length: count }, () => tick?.()),
    pace: () => asked,
    runs: () => tick !== null,
  };
}

describe('playing', () => {
  it('begins anew at the end, goes second by second, pauses, goes on, and stops at the end', () => {
    const { session, ticks, pace, runs } = fake();
    expect(session.state.at).toBe(session.state.run.end);
    session.toggle();
    expect([session.state.at, session.state.playing, pace()]).toEqual([0, true, 100]);
    ticks(12);
    expect(session.state.at).toBe(12);
    session.toggle();
    expect([session.state.playing, runs()]).toEqual([false, false]);
    session.toggle();
    ticks(3);
    expect(session.state.at).toBe(15);
    session.setSpeed(5);
    expect([session.state.playing, pace()]).toEqual([true, 200]);
    ticks(1_000);
    expect([session.state.at, session.state.playing, runs()]).toEqual([session.state.run.end, false, false]);
  });

  it('goes from event to event for whoever asked for less motion', () => {
    const { session, ticks } = fake(true);
    session.toggle();
    ticks(3);
    expect(session.state.at).toBe(33);
  });

  it('is ended by any step by hand', () => {
    const { session, runs } = fake();
    session.toggle();
    session.hop(1);
    expect([session.state.at, session.state.playing, runs()]).toEqual([10, false, false]);
    session.hop(-1);
    expect(session.state.at).toBe(0);
    session.goTo(1e9);
    expect(session.state.at).toBe(session.state.run.end);
  });
});

describe('settings', () => {
  it('show the whole run anew, and keep what is typed', () => {
    const { session } = fake();
    session.choose('never-starts');
    expect(session.state.run.outcome).toBe('rolled-back');
    session.type('maximumPercent', '');
    expect(session.state.settings).toEqual(asDeployed);
    session.type('maximumPercent', '100');
    expect([session.state.run.outcome, session.state.typed]).toEqual(['stuck', {}]);
    session.take('endless');
    expect([session.state.run.outcome, session.state.settings.breaker]).toEqual(['unended', false]);
    session.setBreaker(true);
    expect(presetOf(session.state.settings)).toBe('template');
  });

  it('of each preset and image can be told in words', () => {
    for (const preset of presetIds)
      for (const image of images) {
        const { settings } = presets[preset];
        const limits = limitsOf(settings);
        const run = simulate(settings, image);
        for (const event of run.events)
          expect(sentenceOf(event, limits)).toMatch(/^(?!.*(undefined|NaN)).{10,}\.$/);
        expect(summaryOf(run, image, limits).text).toContain(outcomeWords[run.outcome]);
      }
  });

  it('that break are told as such', () => {
    const tones = presetIds.map((id) => {
      const { settings } = presets[id];
      const image = id === 'endless' ? 'never-starts' : 'healthy';
      return [id, summaryOf(simulate(settings, image), image, limitsOf(settings)).tone];
    });
    expect(Object.fromEntries(tones)).toEqual({
      template: 'pass',
      half: 'warn',
      stuck: 'fail',
      outage: 'fail',
      cut: 'fail',
      impatient: 'warn',
      endless: 'fail',
    });
  });
});

describe('reset', () => {
  it('goes back to the template, and back again', () => {
    const { session } = fake();
    expect(session.reset()).toBe(null);
    session.choose('crashes');
    session.take('half');
    session.goTo(20);
    const before = session.state;
    const undo = session.reset();
    expect(session.state).toEqual(begin);
    undo?.();
    expect(session.state).toEqual(before);
  });
});

describe('a link', () => {
  const arrive = async (state: unknown) =>
    readFragment(await fragmentFor('rolling-deploy', state), 'rolling-deploy', linked);

  it('brings what it was made of', async () => {
    for (const id of presetIds) {
      const state = { settings: presets[id].settings, image: 'crashes' };
      expect(await arrive(state)).toEqual({ kind: 'state', state });
    }
  });

  it('beyond the bounds is refused whole', async () => {
    for (const field of Object.keys(bounds) as NumberField[])
      for (const value of [bounds[field].min - 1, bounds[field].max + 1, 1.5, '1', null]) {
        const { kind } = await arrive({ settings: { ...asDeployed, [field]: value }, image: 'healthy' });
        expect([field, value, kind]).toEqual([field, value, 'refused']);
      }
    expect((await arrive({ settings: asDeployed, image: 'constructor' })).kind).toBe('refused');
  });
});

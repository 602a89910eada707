import { describe, expect, it } from 'vitest';
import { combined, rules } from './combined.ts';
import { inOrder, lostHere, type Switch, switches } from './demo.ts';
import { type Facts, hereFate, type Outcome, outcome, zonal, zones } from './outcome.ts';

const facts: Facts = {
  standby: true,
  replica: true,
  webTasks: 2,
  apiTasks: 2,
  readiness: { path: '/readyz', seconds: 30 },
};
const bare: Facts = { ...facts, standby: false, replica: false };
const of = (on: readonly Switch[], given = facts) => ({
  once: outcome(on, given, 'at-once'),
  later: outcome(on, given, 'settled'),
});
const fates = ({ calls }: Outcome): string =>
  [calls.cached, calls.page, calls.read, calls.write, calls['sign-in']].map((fate) => fate[0]).join('');
const all: readonly (readonly Switch[])[] = Array.from({ length: 2 ** switches.length }, (_, bits) =>
  switches.filter((_one, at) => bits & (1 << at)),
);

describe('what is left', () => {
  it('is everything while nothing is lost', () => {
    for (const { zones: two, calls } of Object.values(of([]))) {
      expect(new Set(Object.values(calls))).toEqual(new Set(['answers']));
      for (const zone of zones)
        for (const id of zonal) expect([id, two[zone][id].condition]).toEqual([id, 'works']);
    }
  });

  // cached, page, read, write, sign-in: a(nswers), s(lower), r(efused); at once and after repair.
  it.each<[Switch[], string, string]>([
    [['zone-a'], 'arrrr', 'aaaaa'],
    [['zone-b'], 'assss', 'aaaaa'],
    [['task'], 'assss', 'aaaaa'],
    [['cache'], 'asssr', 'asssr'],
    [['database'], 'arrrr', 'aaaaa'],
    [['rotated'], 'aaaaa', 'aaaaa'],
    [['secrets'], 'aaaaa', 'aaaaa'],
    [['zone-a', 'zone-b'], 'arrrr', 'arrrr'],
    [['zone-b', 'database'], 'arrrr', 'arrrr'],
    [['zone-a', 'database'], 'arrrr', 'aaaaa'],
    [['zone-b', 'task'], 'arrrr', 'aaaaa'],
    [['zone-b', 'task', 'secrets'], 'arrrr', 'arrrr'],
    [['zone-b', 'secrets'], 'assss', 'assss'],
    [['zone-a', 'cache'], 'arrrr', 'asssr'],
    [['rotated', 'secrets'], 'aaaaa', 'arrrr'],
  ])('%j', (on, once, later) => {
    const { once: first, later: then } = of(on);
    expect([fates(first), fates(then)]).toEqual([once, later]);
  });

  it('depends on the template: without a standby or a replica nothing takes over', () => {
    for (const on of [['database'], ['zone-a']] as Switch[][]) {
      expect(fates(of(on).later)).toBe('aaaaa');
      expect(fates(of(on, bare).later)).toBe('arrrr');
    }
    expect(fates(of(['zone-a'], { ...facts, replica: false }).later)).toBe('asssr');
    expect(fates(of(['task'], { ...facts, apiTasks: 1 }).once)).toBe('arrrr');
    expect(fates(of(['zone-b', 'task'], { ...facts, apiTasks: 4 }).once)).toBe('assss');
  });

  it('never gets better by losing more, and nothing of a lost zone works', () => {
    const worth = { refused: 0, slower: 1, answers: 2 };
    for (const on of all)
      for (const moment of ['at-once', 'settled'] as const) {
        const now = outcome(on, facts, moment);
        for (const zone of zones)
          if (on.includes(`zone-${zone}`))
            for (const id of zonal) expect([on, id, now.zones[zone][id].condition]).toEqual([on, id, 'lost']);
        for (const more of switches) {
          const less = outcome(inOrder([...on, more]), facts, moment).calls;
          for (const call of ['cached', 'page', 'read', 'write', 'sign-in'] as const)
            expect([on, more, moment, call, worth[less[call]] <= worth[now.calls[call]]]).toEqual([
              on,
              more,
              moment,
              call,
              true,
            ]);
        }
      }
  });

  it('in the tab is what the same rule says without anything that could take over', () => {
    const alone = { ...bare, webTasks: 1, apiTasks: 1 };
    for (const on of [[], ['cache'], ['database'], ['cache', 'database']] as Switch[][])
      for (const call of ['read', 'write', 'sign-in'] as const) {
        const told = outcome(on, alone, 'settled').calls[call];
        expect([on, call, hereFate(lostHere(on), call)]).toEqual([
          on,
          call,
          told === 'refused' ? 'refused' : 'answers',
        ]);
      }
  });
});

describe('what is said of two losses together', () => {
  it('has an occasion for every sentence; of a single loss only readiness, while it is shorter than a change-over', () => {
    const said = new Set(all.flatMap((on) => combined(on, facts)));
    expect(said.size).toBe(rules.length);
    const single = (given: Facts) => switches.filter((one) => combined([one], given).length > 0);
    expect(single(facts)).toEqual(['zone-a', 'database']);
    expect(combined(['database'], facts)[0]).toMatch(/at \/readyz, .* After 30 s/);
    expect(single({ ...facts, readiness: { path: '/readyz', seconds: 300 } })).toEqual([]);
    expect(single({ ...facts, readiness: { path: '/healthz', seconds: 30 } })).toEqual([]);
  });

  it('is said of every pair that is worse than its parts', () => {
    const worth = { refused: 0, slower: 1, answers: 2 };
    for (const one of switches)
      for (const other of switches.slice(switches.indexOf(one) + 1)) {
        const pair = [one, other];
        const worse = (['at-once', 'settled'] as const).some((moment) =>
          (['page', 'read', 'write', 'sign-in'] as const).some((call) => {
            const [both, a, b] = [pair, [one], [other]].map(
              (on) => worth[outcome(on, facts, moment).calls[call]],
            ) as [number, number, number];
            return both < Math.min(a, b);
          }),
        );
        if (worse) expect([pair, combined(pair, facts).length > 0]).toEqual([pair, true]);
      }
  });
});

// AUDIT-11: the alert fires on a burn, once, and says nothing otherwise. The weak twin counts every fault as an alarm.
import { describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { jsonLog } from '../observe/log.ts';
import { route } from '../route.ts';
import { bareDeps } from '../test/bare-deps.ts';
import { type Burning, errorBudget } from './error-budget.ts';

const minute = 60_000;

/** Traffic of 100 answers a minute, of which some are faults. */
function traffic() {
  let now = Date.UTC(2026, 0, 5, 9);
  const budget = errorBudget({ now: () => now });
  const fired: Burning[] = [];
  let weak = 0;
  function go(minutes: number, faults: number): void {
    for (let m = 0; m < minutes; m += 1) {
      for (let i = 0; i < 100; i += 1) {
        const status = i < faults ? 500 : 200;
        if (status === 500) weak += 1;
        fired.push(...budget.answered(status));
      }
      now += minute;
    }
  }
  const names = () => fired.map(({ window }) => window);
  return { go, names, budget, weakAlarms: () => weak, skip: (minutes: number) => (now += minutes * minute) };
}

describe('AUDIT-11: the error budget', () => {
  it('is silent while faults stay within it; control: an alarm a fault rings six times an hour', () => {
    const { go, names, weakAlarms } = traffic();
    // One fault in 1,000 answers, for twelve hours.
    for (let i = 0; i < 72; i += 1) {
      go(9, 0);
      go(1, 1);
    }
    expect(names()).toEqual([]);
    expect(weakAlarms()).toBe(72);
  });

  it('fires once when it burns, ends by itself, and fires again at the next burn', () => {
    const { go, names } = traffic();
    go(60, 0);
    go(30, 20);
    expect(names()).toEqual(['6h', '1h']);
    go(360, 0);
    expect(names()).toHaveLength(2);
    go(30, 20);
    expect(names().slice(2).sort()).toEqual(['1h', '6h']);
  });

  it('a slow burn is the longer window’s: 0.8 % of answers for hours', () => {
    const { go, names, budget } = traffic();
    // Eight faults in every tenth minute.
    for (let i = 0; i < 36; i += 1) {
      go(9, 0);
      go(1, 8);
    }
    expect(budget.burns()['error_budget_burn_1h']).toBeCloseTo(8, 0);
    expect(new Set(names())).toEqual(new Set(['6h']));
  });

  it('a fault in an hour without traffic is no burn, and what is past is forgotten', () => {
    const { go, names, skip, budget } = traffic();
    for (let i = 0; i < 9; i += 1) budget.answered(500);
    expect(names()).toEqual([]);
    skip(24 * 60);
    expect(budget.burns()).toEqual({ error_budget_burn_1h: 0, error_budget_burn_6h: 0 });
    go(60, 0);
    expect(names()).toEqual([]);
  });

  it('is in the service’s log and metrics: one line for a handler that fails 1,000 times, none for refusals', async () => {
    const lines: string[] = [];
    const clock = { now: () => Date.UTC(2026, 0, 5, 9) };
    const faulty = route({
      ...{ id: 'test.faulty', method: 'GET', path: '/faulty', summary: 'Fails.', access: 'public' },
      ...{ part: 'node-service', creates: false, limit: 'none', contract: { replies: { 204: null } } },
      handle: async () => {
        throw new Error('always');
      },
    });
    const log = jsonLog((line) => lines.push(line), clock);
    const app = createApp(bareDeps({}, { clock, log }), { routes: [faulty] });
    const alerts = () =>
      lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'error-budget');
    const ask = (path: string) => app(new Request(`http://api${path}`));
    for (let i = 0; i < 500; i += 1) await ask('/nowhere');
    expect(alerts()).toEqual([]);
    for (let i = 0; i < 1_000; i += 1) expect((await ask('/faulty')).status).toBe(500);
    expect(alerts().map(({ window }) => window)).toEqual(['1h', '6h']);
    expect(alerts()[0]).toMatchObject({ level: 'error' });
    expect(app.metrics.text()).toMatch(/^error_budget_burn_1h 66\d/m);
  });
});

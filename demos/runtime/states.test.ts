import { describe, expect, it } from 'vitest';
import type { State } from './contract.ts';
import { type Event, idle, next } from './states.ts';

const label = { kind: 'tab', text: 'this tab' } as const;
const boot: Event = { kind: 'boot', host: 'tab' };
const bytes = (received: number, total = 10): Event => ({
  kind: 'progress',
  progress: { kind: 'loading', received, total },
});
const step = (text: string): Event => ({ kind: 'progress', progress: { kind: 'starting', step: text } });
const answers: Event = { kind: 'answers', label, milliseconds: 1500 };
const fails: Event = { kind: 'fails', cause: { code: 'crashed', detail: '' }, lost: 2 };
const stop: Event = { kind: 'stop', lost: 2 };
const reached = (...events: Event[]): State => events.reduce(next, idle);

describe('states', () => {
  it('go from idle by loading and starting to ready', () => {
    expect(reached(boot)).toEqual({ kind: 'loading', host: 'tab', received: 0, total: 0 });
    expect(reached(boot, bytes(4))).toEqual({ kind: 'loading', host: 'tab', received: 4, total: 10 });
    expect(reached(boot, bytes(4), step('database'))).toMatchObject({ kind: 'starting', step: 'database' });
    expect(reached(boot, answers)).toEqual({ kind: 'ready', host: 'tab', label, milliseconds: 1500 });
  });

  it('never count backwards, and never show more than the sum', () => {
    expect(reached(boot, bytes(8), bytes(4))).toMatchObject({ received: 8 });
    expect(reached(boot, bytes(12, 10))).toMatchObject({ received: 12, total: 12 });
    expect(reached(boot, bytes(12, 0))).toMatchObject({ total: 0 });
  });

  it('say what was lost only of what had been running', () => {
    expect(reached(boot, answers, stop)).toEqual({ kind: 'stopped', host: 'tab', lost: 2 });
    expect(reached(boot, answers, fails)).toMatchObject({ kind: 'failed', lost: 2 });
    expect(reached(boot, fails)).not.toHaveProperty('lost');
  });

  it.each<[string, Event[]]>([
    ['progress after a failure', [boot, fails, bytes(4)]],
    ['an answer after a failure', [boot, fails, answers]],
    ['progress after the stop', [boot, answers, stop, step('late')]],
    ['a failure after the stop', [boot, answers, stop, fails]],
    ['a stop of nothing', [stop]],
    ['a second boot while one runs', [boot, answers, boot]],
    ['loading after starting', [boot, step('database'), bytes(4)]],
    ['the same step again', [boot, step('database'), step('database')]],
  ])('%s changes nothing: the same object', (_name, events) => {
    expect(reached(...events)).toEqual(reached(...events.slice(0, -1)));
    const before = reached(...events.slice(0, -1));
    expect(next(before, events.at(-1) as Event)).toBe(before);
  });

  it('begin again after a failure and after a stop', () => {
    expect(reached(boot, fails, boot).kind).toBe('loading');
    expect(reached(boot, answers, stop, boot).kind).toBe('loading');
  });
});

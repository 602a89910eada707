// The engine over a fake host, and once over the real API as the tab composes it.
import { afterEach, describe, expect, it } from 'vitest';
import type { Losable, Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { runInProcess } from '../runtime/tab/in-process.ts';
import { type Kind, kinds, signInDue } from './calls.ts';
import { hereFate } from './outcome.ts';
import { begin, createSession, longest, type Session } from './session.ts';
import { countText, type Period } from './tally.ts';

const kindOf = (method: string, path: string): Kind =>
  path === '/v1/sessions' ? 'sign-in' : path === '/readyz' ? 'ready' : method === 'POST' ? 'write' : 'read';

/** A host that answers as its losses have it, a clock that only waiting moves, and steps instead of time. */
function fake({ refuse = false, lose = true } = {}) {
  let lost: readonly Losable[] = [];
  let clock = 0;
  let over = false;
  const calls: { kind: Kind; lost: readonly Losable[]; at: number }[] = [];
  const running: Running = {
    client: {
      label: { kind: 'tab', text: 'a fake host' },
      async fetch(path, { method = 'GET' } = {}) {
        if (over) throw new RuntimeFault({ code: 'cancelled', detail: 'it was stopped' });
        const kind = kindOf(method, path);
        calls.push({ kind, lost, at: clock });
        const refused =
          kind === 'ready' ? lost.includes('database') : refuse || hereFate(lost, kind) === 'refused';
        return Response.json(
          { accessToken: 'a' },
          { status: refused ? 503 : kind === 'sign-in' ? 201 : 200 },
        );
      },
    },
    ...(lose && {
      async lose(these: readonly Losable[]) {
        lost = these;
      },
    }),
    stop() {
      over = true;
    },
    ended: new Promise(() => {}),
  };
  let resume = (): void => {};
  let stepped = (): void => {};
  const session = createSession({
    boot: async () => running,
    steady: () => clock,
    id: () => 'an id',
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        resume = () => {
          clock += milliseconds;
          resolve();
        };
        signal.addEventListener('abort', () => resolve());
        stepped();
      }),
  });
  /** Until the session waits again, so many times. */
  async function steps(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const again = new Promise<void>((done) => {
        stepped = done;
      });
      resume();
      await again;
    }
  }
  /** Until it waits for the first time. @returns when it has ended */
  async function started(): Promise<{ readonly ended: Promise<void> }> {
    const waits = new Promise<void>((done) => {
      stepped = done;
    });
    const ended = session.send();
    await waits;
    return { ended };
  }
  const skip = (milliseconds: number): void => {
    clock += milliseconds;
    resume();
  };
  return { session, running, calls, steps, started, skip, lost: () => lost };
}

const texts = ({ counts }: Period) => kinds.map((kind) => countText(counts[kind])?.replaceAll(/\d+$/g, 'n'));

describe('the switches', () => {
  it('turn in their order, and send nothing', () => {
    const { session, calls } = fake();
    session.turn('database');
    session.turn('cache');
    expect(session.state.on).toEqual(['zone-a', 'cache', 'database']);
    session.turn('zone-a');
    session.look('settled');
    expect(session.state).toMatchObject({ on: ['cache', 'database'], moment: 'settled' });
    const undo = session.reset();
    expect(session.state).toEqual(begin);
    undo?.();
    expect(session.state).toMatchObject({ on: ['cache', 'database'], moment: 'settled' });
    expect(calls).toEqual([]);
  });
});

describe('the calls', () => {
  it('sign in first with everything there, then lose what is switched, and count by what was lost', async () => {
    const { session, calls, steps, started } = fake();
    session.turn('cache');
    await started();
    expect(calls[0]).toMatchObject({ kind: 'sign-in', lost: [] });
    await steps(8);
    session.turn('cache');
    session.turn('database');
    await steps(8);
    session.turn('database');
    await steps(8);
    expect(session.state.tally.periods.map(({ lost }) => lost)).toEqual([[], ['cache'], ['database'], []]);
    const [, cache, database, back] = session.state.tally.periods as [Period, Period, Period, Period];
    expect(texts(cache)).toEqual(['200 × n', '200 × n', '200 × n', '503 × n']);
    expect(texts(database)).toEqual(['503 × n', '503 × n', '503 × n', '503 × n']);
    expect(texts(back)).toEqual(['200 × n', '200 × n', '200 × n', '201 × n']);
  });

  it('sign in at once when a switch is turned, and never more than the gateway lets through', async () => {
    const { session, calls, steps, started } = fake();
    await started();
    for (let at = 0; at < 40; at += 1) {
      session.turn('database');
      await steps(3);
    }
    const signIns = calls.filter(({ kind }) => kind === 'sign-in').map(({ at }) => at);
    expect(signIns.length).toBeGreaterThan(4);
    for (const at of signIns)
      expect(signIns.filter((one) => one > at - 60_000 && one <= at).length).toBeLessThanOrEqual(10);
    expect(signInDue({ counted: Array(8).fill(0), last: 0, turned: true }, 60_000)).toBe(false);
    expect(signInDue({ counted: Array(8).fill(0), last: 0, turned: true }, 61_000)).toBe(true);
  });

  it('end with a pause, with a stop and by themselves, and what was lost is there again', async () => {
    const paused = fake();
    paused.session.turn('cache');
    const first = await paused.started();
    expect(paused.lost()).toEqual(['cache']);
    paused.session.pause();
    await first.ended;
    expect([paused.lost(), paused.session.state.sending, paused.session.state.fault]).toEqual([
      [],
      'no',
      null,
    ]);

    const stopped = fake();
    const second = await stopped.started();
    stopped.running.stop();
    stopped.session.turn('cache');
    await second.ended;
    expect(stopped.session.state).toMatchObject({ sending: 'no', rested: false, fault: null });

    const long = fake();
    const third = await long.started();
    long.skip(longest);
    await third.ended;
    expect(long.session.state).toMatchObject({ rested: true, sending: 'no', fault: null });
  });

  it('that were sent before a reset are not counted after it', async () => {
    const { session, steps, started } = fake();
    session.turn('database');
    await started();
    await steps(4);
    session.reset();
    expect(session.state.tally.periods).toEqual([]);
    await steps(6);
    expect(session.state.tally.periods.map(({ lost }) => lost)).toEqual([[]]);
    expect(session.state.tally.answers.every(({ status }) => status < 300)).toBe(true);
  });

  it('say why they cannot begin', async () => {
    const refused = fake({ refuse: true });
    await refused.session.send();
    expect(refused.session.state.fault?.what).toMatch(/Signing in was refused/);
    const other = fake({ lose: false });
    await other.session.send();
    expect(other.session.state.fault?.what).toMatch(/no service in this tab/);
    const failing = async (error: Error) => {
      const boot = () => Promise.reject(error);
      const session = createSession({ boot, steady: () => 0, id: () => '', wait: async () => {} });
      await session.send();
      return session.state;
    };
    // The plate's own line says why a start failed.
    const offline = await failing(new RuntimeFault({ code: 'offline', detail: '' }));
    expect([offline.sending, offline.fault]).toEqual(['no', null]);
    expect((await failing(new Error('a file did not come'))).fault?.what).toMatch(/a file did not come/);
  });
});

describe('the API as the tab has it', () => {
  let running: Awaited<ReturnType<typeof runInProcess>> | undefined;
  let session: Session | undefined;
  afterEach(async () => {
    session?.pause();
    await running?.close();
  });

  it('answers with the statuses that are told, for each loss, and recovers', {
    timeout: 120_000,
  }, async () => {
    running = await runInProcess();
    const real = running;
    session = createSession({
      boot: async () => real,
      steady: () => performance.now(),
      id: () => crypto.randomUUID(),
      wait: async () => {},
    });
    const sending = session.send();
    const complete = () => {
      const last = session?.state.tally.periods.at(-1);
      return last !== undefined && kinds.every((kind) => Object.keys(last.counts[kind]).length > 0);
    };
    const turns = [['cache'], ['cache', 'database'], ['database']] as const;
    await expect.poll(complete, { timeout: 60_000, interval: 5 }).toBe(true);
    for (const one of turns) {
      for (const each of one) session.turn(each);
      const wanted = session.state.on.filter((each) => each !== 'zone-a').join();
      await expect
        .poll(() => complete() && session?.state.tally.periods.at(-1)?.lost.join() === wanted, {
          timeout: 60_000,
          interval: 5,
        })
        .toBe(true);
    }
    session.pause();
    await sending;
    const seen = session.state.tally.periods.map(({ lost, counts }) => [
      lost.join(),
      ...kinds.map((kind) => Object.keys(counts[kind]).join()),
    ]);
    expect(seen).toEqual([
      ['', '200', '200', '201', '201'],
      ['cache', '200', '200', '201', '503'],
      ['database', '503', '503', '503', '503'],
      ['', '200', '200', '201', '201'],
    ]);
  });
});

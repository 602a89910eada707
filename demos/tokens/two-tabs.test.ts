// Two tabs over a channel and locks of memory, in every order that a browser could choose: the outcome never depends on it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Channel,
  joinRace,
  type Locks,
  type MannerId,
  manners,
  type RaceShown,
  type Said,
} from './two-tabs.ts';

/** Every delivery and every lock waits for its turn in the scheduler. */
function browser(s: fc.Scheduler) {
  const hearers = new Map<string, (message: Said) => void>();
  const queues = new Map<string, Promise<void>>();
  const closed = new Set<string>();
  const channel = (me: string): Channel => ({
    post(message) {
      // As a BroadcastChannel does.
      if (closed.has(me)) throw new DOMException('closed', 'InvalidStateError');
      for (const [who, hear] of hearers) {
        if (who === me) continue;
        // One sender's messages arrive in order, whatever happens between two senders.
        const lane = `${me} ${who}`;
        const after = (queues.get(lane) ?? Promise.resolve()).then(() =>
          s.schedule(Promise.resolve(), `${message.kind} to ${who}`),
        );
        queues.set(
          lane,
          after.then(() => hear(structuredClone(message))),
        );
      }
    },
    hear(take) {
      hearers.set(me, take);
      return () => hearers.delete(me);
    },
    close: () => void closed.add(me),
  });
  const held = new Map<string, Promise<void>>();
  const locks: Locks = {
    hold(name, work) {
      const mine = (held.get(name) ?? Promise.resolve())
        .then(() => s.schedule(Promise.resolve(), `lock ${name}`))
        .then(work);
      held.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
  return { channel, locks };
}

/** Until nothing is scheduled and no digest is on its way. */
async function settle(s: fc.Scheduler, done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !done(); turn++) {
    await s.waitIdle();
    await new Promise((go) => setImmediate(go));
  }
}

async function joined(s: fc.Scheduler) {
  const { channel, locks } = browser(s);
  const shown: Partial<RaceShown>[] = [{}, {}];
  let drawn = 0;
  const tabs = ['a', 'b'].map((me, index) =>
    joinRace({
      me,
      channel: channel(me),
      locks,
      grace: 10_000,
      now: () => 0,
      random: () => new Uint8Array(32).fill(++drawn),
      show: (change) => Object.assign(shown[index] as object, change),
    }),
  );
  await settle(s, () => shown.every((one) => one.tabs?.length === 2) && shown.some((one) => one.serving));
  expect(shown[0]?.tabs).toEqual(expect.arrayContaining(['a', 'b']));
  return { shown, tabs };
}

async function race(s: fc.Scheduler, manner: MannerId, starter: number): Promise<Partial<RaceShown>[]> {
  const { shown, tabs } = await joined(s);
  tabs[starter]?.begin(manner);
  await settle(s, () => shown.every((one) => one.next && one.deeds?.length === 2));
  return shown;
}

const outcomes: Readonly<Record<MannerId, readonly [did: readonly string[], next: number]>> = {
  strict: [['refreshed', 'refused'], 401],
  grace: [['refreshed', 'refreshed'], 200],
  single: [['refreshed', 'took'], 200],
  sliding: [['refreshed', 'refreshed'], 401],
};

describe.each(manners)('%s', (manner) => {
  it('has one outcome, in both tabs, whoever is first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat({ max: 1 }), async (s, starter) => {
        const shown = await race(s, manner, starter);
        for (const { deeds = [], next } of shown) {
          expect(deeds.map(({ did }) => did).sort()).toEqual([...outcomes[manner][0]].sort());
          expect(next?.status).toBe(outcomes[manner][1]);
        }
        if (manner === 'grace') {
          const tokens = shown[0]?.deeds?.map(({ answer }) => answer.token);
          expect(new Set(tokens).size).toBe(1);
        }
      }),
      { numRuns: process.env['SOAK'] ? 1_000 : 40 },
    );
  });
});

it('goes on when the tab that served is closed, in the middle of a race too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.constantFrom(...manners), fc.boolean(), async (s, manner, midway) => {
      const { shown, tabs } = await joined(s);
      const served = shown.findIndex((one) => one.serving);
      const other = 1 - served;
      if (midway) {
        tabs[other]?.begin(manner);
        await new Promise((go) => setImmediate(go));
        if (s.count() > 0) await s.waitOne();
      }
      tabs[served]?.leave();
      await settle(s, () => shown[other]?.serving === true && shown[other]?.tabs?.length === 1);
      tabs[other]?.begin(manner);
      await settle(s, () => shown[other]?.next?.status === 200);
      expect(shown[other]?.deeds?.map(({ did }) => did)).toEqual(['refreshed']);
      expect(shown[other]?.next?.status).toBe(200);
    }),
    { numRuns: process.env['SOAK'] ? 500 : 30 },
  );
});

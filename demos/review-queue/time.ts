// The service's clock as this page knows it, read off what it answers; each second the leases are looked at, a sign of life is
// given while somebody is at work, and decisions that can no longer be taken back leave.
import type { Core } from './core.ts';
import { deskOf, reviewers } from './state.ts';

/** A sign of life each minute, while somebody does something. */
const beatMs = 60_000;

export type Time = ReturnType<typeof timeOf>;

export function timeOf(core: Core, look: () => Promise<void>) {
  const { ports } = core;
  let ahead = 0;
  let stop: (() => void) | null = null;
  let did = 0;
  let beaten = 0;
  let pending = 0;
  const now = () => ports.now() + ahead;

  async function beat(asked: boolean): Promise<void> {
    const { item, lost } = deskOf(core.state);
    if (!item || lost !== null) return;
    beaten = now();
    const { as } = core.state;
    const answer = await core.calls().lease(as, item, true);
    if (answer.kind === 'refused')
      return core.desk(
        {
          lost: 'Your lease is over, so it could not be made longer (409). Somebody else may take the item.',
        },
        as,
      );
    const { leaseUntil } = answer.body;
    core.desk({ item: { ...item, leaseUntil } }, as);
    if (asked) core.say('info', 'A sign of life was sent: five minutes from now.');
  }

  function second(): void {
    if (!core.state.open) {
      stop?.();
      stop = null;
      return;
    }
    core.set({ now: now() });
    for (const as of reviewers) {
      const { item, lost } = core.state.desks[as];
      if (item && lost === null && Date.parse(item.leaseUntil ?? '') <= now())
        core.desk(
          { lost: 'Your lease has run out: the item is free for others. A decision now would be refused.' },
          as,
        );
    }
    const waiting = core.state.made.filter(({ until }) => until + 1_500 > now()).length;
    // The pipeline has stored what could no longer be taken back: the trail tells it.
    if (waiting < pending) void core.behind(look);
    pending = waiting;
    if (did > beaten && now() - Math.max(beaten, deskOf(core.state).since) > beatMs)
      void core.behind(() => beat(false));
  }
  return {
    now,
    /** The service said what time it is. */
    heard(at: number) {
      if (Number.isFinite(at)) ahead = at - ports.now();
      core.set({ now: now() });
    },
    begin() {
      stop ??= ports.every(second);
      core.set({ now: now() });
    },
    beat,
    /** Somebody does something here. */
    active() {
      did = now();
    },
  };
}

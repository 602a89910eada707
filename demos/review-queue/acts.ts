// What can be pressed: each is one piece of work at the desk, or a change of how one works.
import { users } from '#api/storage/examples.ts';
import type { Core } from './core.ts';
import { type DeskWork, nameOf } from './desk.ts';
import { readTyped } from './form.ts';
import { besides, deskOf, emptyDesk, type Mode, type Reviewer } from './state.ts';
import type { Time } from './time.ts';
import { differences, typedOf } from './typed.ts';
import { fieldTitles } from './words.ts';

export function actsOf(core: Core, time: Time, desk: DeskWork, look: () => Promise<void>) {
  const { ports } = core;
  const { claim, decide, leave, me, move, step, undo } = desk;
  /** A press while something is under way waits for its end. */
  const ready = (work: () => Promise<void>) => async () => {
    do await core.behind(async () => {});
    while (core.state.busy !== null);
    await core.work('working', work);
  };
  /** A press while something is under way is none: two quick ones must not decide two items, the second unseen. */
  const once = (work: () => Promise<void>) => () => core.work('working', work);
  const whole = () => {
    const { item, lost: gone } = deskOf(core.state);
    return item !== null && gone === null;
  };
  /** What the model read may be decided on: it is there, and shown. */
  const seen = () => !core.state.blind || deskOf(core.state).shown;
  const hidden = () => core.say('info', 'Blind reading: type what you read and press Compare, then decide.');

  function open(mode: Mode): void {
    if (!whole()) return;
    if (mode === 'correct' && !seen()) {
      hidden();
      return;
    }
    const { item, typed, shown } = deskOf(core.state);
    core.desk({
      mode,
      faults: {},
      reason: '',
      // What somebody read blind is what they correct to.
      typed: mode === 'correct' && !(core.state.blind && shown) ? typedOf(item?.fields ?? null) : typed,
    });
  }

  return {
    next: ready(async () => move(1)),
    previous: ready(async () => move(-1)),
    pick: (id: string) =>
      ready(async () => {
        if (id === deskOf(core.state).item?.id) return;
        const one = core.state.items.find((it) => it.id === id);
        if (one && besides(one, me(), time.now()) === 'own')
          return core.say('info', 'You decided it first: somebody else has to agree.');
        await leave();
        if (!(await claim(id)))
          core.say(
            'info',
            `${nameOf(one?.claimedBy ?? null)} has it. It is free again when the lease is over.`,
          );
        ports.tell();
        void core.behind(look);
      })(),
    /** Takes the lost item again, when it is free. */
    again: ready(async () => {
      const { item } = deskOf(core.state);
      if (!item) return;
      core.desk(emptyDesk);
      if (!(await claim(item.id))) {
        core.say('info', 'It is not free: somebody has it, or has decided it. Here is the next one.');
        await step(1, null);
      }
      void core.behind(look);
    }),
    approve: once(async () => {
      if (!whole()) return;
      if (!seen()) return hidden();
      if (deskOf(core.state).item?.fields === null)
        return core.say('info', 'There is no usable answer to approve: correct it or reject it.');
      await decide({ action: 'approve' });
    }),
    /** While something is under way it waits: a form opens on the item that comes, and never on one that goes. */
    mode: (mode: Mode) => core.behind(async () => open(mode)),
    type: (name: string, value: string) =>
      core.change((shown) => ({
        ...shown,
        desks: {
          ...shown.desks,
          [shown.as]: { ...deskOf(shown), typed: { ...deskOf(shown).typed, [name]: value } },
        },
      })),
    reason: (reason: string) => core.desk({ reason: reason.slice(0, 500) }),
    /** Correct, reject or escalate, as it was filled in. */
    save: once(async () => {
      const { mode, typed, reason, item } = deskOf(core.state);
      if (!item || mode === 'look' || !whole()) return;
      if (mode !== 'correct') {
        if (reason.trim() === '') return core.desk({ faults: { reason: 'Say why, in a word or two.' } });
        return decide({ action: mode, reason: reason.trim() });
      }
      const read = readTyped(typed);
      if (read.kind === 'faults') return core.desk({ faults: read.faults });
      const other = differences(item.fields, read.fields);
      if (other.length === 0)
        return core.desk({ faults: { intent: 'Nothing is different: press Approve instead.' } });
      const titles = other.map((name) => fieldTitles[name].toLowerCase()).join(', ');
      await decide({
        action: 'correct',
        fields: read.fields,
        reason: reason.trim() || `corrected: ${titles}`,
      });
    }),
    /** Own reading beside the model's. */
    compare() {
      const { typed, item } = deskOf(core.state);
      const read = readTyped(typed);
      if (read.kind === 'faults') return core.desk({ faults: read.faults });
      const agreed = differences(item?.fields ?? null, read.fields).length === 0;
      core.desk({ faults: {}, shown: true });
      core.change((shown) => ({
        ...shown,
        read: shown.read + 1,
        agreed: shown.agreed + Number(agreed),
      }));
    },
    undo: ready(undo),
    blind: (blind: boolean) => {
      core.set({ blind });
      core.desk({ shown: false, mode: 'look', faults: {} });
    },
    filter: (filter: string | null) => core.set({ filter }),
    as: (as: Reviewer) => {
      core.set({ as, notice: null, batch: null });
      if (core.state.open)
        void core.work('working', async () => {
          await look();
          if (!deskOf(core.state).item) await step(1, null);
          void core.behind(look);
        });
    },
    /** The service's clock goes on and the other one takes the item, while this page sleeps as a closed laptop does. */
    lunch: ready(async () => {
      const { item } = deskOf(core.state);
      const { advance } = core.running();
      if (!item || !advance)
        return core.say('info', 'Take an item first; where it runs, the clock can be moved.');
      await advance(300_000);
      const other: Reviewer = core.state.as === 'rita' ? 'ada' : 'rita';
      const theirs = await core.calls().claim(other, item.id);
      if (theirs) core.desk({ ...emptyDesk, item: theirs, since: time.now() }, other);
      ports.tell();
      await look();
      core.say(
        'info',
        `Five minutes have passed by the service’s clock, and ${users[other].name} has taken the item. Your page slept meanwhile and still shows it as yours. Press Approve and see.`,
      );
    }),
    heartbeat: ready(() => time.beat(true)),
    choose: (chosen: number) => core.set({ chosen }),
    active: time.active,
    /** Resolves when nothing is under way any more. */
    settled: () => core.behind(async () => {}),
  };
}

// The queue as one reviewer works it, and a second one beside: what they hold, decide and take back, on the API's own calls.
// The lists, the trail and the batch are in looking.ts and batch.ts; time is in time.ts.
import { users } from '#api/storage/examples.ts';
import { createStore, type Observable } from '../kit/session.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { batchOf } from './batch.ts';
import { callsOf, type Decision, type Item } from './calls.ts';
import { readTyped } from './form.ts';
import { lookingOf } from './looking.ts';
import { first, more } from './messages.ts';
import {
  begin,
  besides,
  type Desk,
  deskOf,
  emptyDesk,
  listed,
  type Made,
  type Mode,
  type Notice,
  type Reviewer,
  type Shown,
  undoable,
} from './state.ts';
import { timeOf } from './time.ts';
import { differences, typedOf } from './typed.ts';
import { doneText, fieldTitles } from './words.ts';

export interface Ports {
  /** What runs on the page, what another tab lends, or the API started in this tab. */
  boot(): Promise<{ readonly running: Running; readonly borrowed: boolean }>;
  /** Another database in its place, where this tab runs it. */
  restart(database: Blob): Promise<Running>;
  /** Whether another tab lends one. */
  offered(): Promise<boolean>;
  /** To other tabs that look at the same queue, and from them. */
  tell(): void;
  hear(changed: () => void): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls each second. @returns stop */
  every(second: () => void): () => void;
}

export type Session = Observable<Shown> & ReturnType<typeof actionsOf>;

export interface Core {
  readonly ports: Ports;
  readonly state: Shown;
  set(part: Partial<Shown>): void;
  change(step: (shown: Shown) => Shown): void;
  /** Another state of this reviewer's desk. */
  desk(part: Partial<Desk>, of?: Reviewer): void;
  say(tone: Notice['tone'], text: string): void;
  /** For what somebody pressed: one thing at a time, and a press in between is none. What went wrong is said. */
  work(busy: NonNullable<Shown['busy']>, job: () => Promise<void>): Promise<void>;
  /** For what nobody pressed: after what is under way, and what is pressed meanwhile waits for it. */
  behind(job: () => Promise<void>): void;
  /** @throws RuntimeFault when nothing runs */
  running(): Running;
  calls(): ReturnType<typeof callsOf>;
}

export function createSession(ports: Ports): Session {
  const store = createStore<Shown, (shown: Shown) => Shown>(begin, (shown, step) => step(shown));
  let calls: ReturnType<typeof callsOf> | null = null;
  let of: Running | null = null;
  let last: Promise<void> = Promise.resolve();
  const one = (job: () => Promise<void>): Promise<void> => {
    last = last.then(job).catch((error) => {
      const gone = error instanceof RuntimeFault;
      if (gone && error.why.code === 'cancelled') return;
      const why = error instanceof Error ? error.message : 'no reason was given';
      core.say(
        'fail',
        gone
          ? 'What runs the queue is gone, and what was decided in it with it. Press Boot to start anew.'
          : `That did not work: ${why}. Press Reset to begin again.`,
      );
    });
    return last;
  };
  const set: Core['set'] = (part) => store.send((shown) => ({ ...shown, ...part }));
  const core: Core = {
    ports,
    get state() {
      return store.state;
    },
    set,
    change: store.send,
    desk: (part, as = store.state.as) =>
      store.send((shown) => ({
        ...shown,
        desks: { ...shown.desks, [as]: { ...shown.desks[as], ...part } },
      })),
    say: (tone, text) => set({ notice: { tone, text } }),
    async work(busy, job) {
      if (store.state.busy !== null) return;
      set({ busy, notice: null });
      await one(job);
      set({ busy: null });
    },
    behind: (job) => void one(job),
    running() {
      if (of === null) throw new RuntimeFault({ code: 'cancelled', detail: 'nothing runs' });
      return of;
    },
    calls() {
      calls ??= callsOf(core.running().client);
      return calls;
    },
  };
  const use = (running: Running, borrowed: boolean) => {
    of = running;
    calls = null;
    set({ open: true, borrowed, offered: false });
    void running.ended.then(() => {
      if (of !== running) return;
      of = null;
      calls = null;
      store.send(({ as, blind }) => ({ ...begin, as, blind }));
      if (borrowed)
        core.say(
          'warn',
          'The tab that ran the queue is gone, and what it held with it. Press Boot to start one here.',
        );
    });
  };
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    ...actionsOf(core, use),
  };
}

const grown = ['approve', 'correct', 'reject', 'escalate'] as const;

function actionsOf(core: Core, use: (running: Running, borrowed: boolean) => void) {
  const { ports } = core;
  const looking = lookingOf(core);
  const time = timeOf(core, { lost, look: looking.all });
  const me = () => users[core.state.as].id;
  const nameOf = (id: string | null) => Object.values(users).find((user) => user.id === id)?.name ?? 'Nobody';

  /** A hundredth of what a lease lasts is told by the answer itself: the service's clock is read off it. */
  const heldFrom = (item: Item) => time.heard(Date.parse(item.leaseUntil ?? '') - 300_000);

  function take(item: Item): void {
    heldFrom(item);
    core.desk({ ...emptyDesk, item, typed: typedOf(null), since: time.now() });
  }

  /** Gives back what is held; a lease that is over already needs no giving back. */
  async function leave(): Promise<void> {
    const { item, lost: gone } = deskOf(core.state);
    if (item && gone === null) await core.calls().lease(core.state.as, item, false);
    core.desk(emptyDesk);
  }

  async function claim(id: string): Promise<boolean> {
    const item = await core.calls().claim(core.state.as, id);
    if (item) take(item);
    return item !== null;
  }

  /** The next free one in that direction, from where the reader is; around the end. */
  async function step(by: 1 | -1, from: string | null): Promise<void> {
    const all = listed(core.state);
    const at = all.findIndex(({ id }) => id === from);
    const order = all.map((_, i) => all.at((at === -1 && by === 1 ? i : at + by * (i + 1)) % all.length));
    for (const one of order) {
      if (!one || one.id === from || besides(one, me(), time.now()) !== null) continue;
      if (await claim(one.id)) return;
    }
  }

  /** Where a decided item stood, so that the next one is the one below it. */
  async function after(id: string, behind: string | null): Promise<void> {
    core.desk(emptyDesk);
    await looking.all();
    const all = listed(core.state);
    const next = all.find((one) => one.id === behind && one.id !== id);
    if (next && besides(next, me(), time.now()) === null && (await claim(next.id))) return looking.all();
    await step(1, null);
    await looking.all();
  }

  function lost(as: Reviewer, why: string): void {
    core.desk({ lost: why }, as);
  }

  /** 409, in words: who has it by now, and under which number. */
  async function refused(item: Item, rule: string): Promise<void> {
    await looking.all();
    const now = core.state.items.find(({ id }) => id === item.id);
    const whose =
      now === undefined
        ? 'Somebody has decided it in the meantime.'
        : now.claimedBy !== null && now.claimedBy !== me()
          ? `${nameOf(now.claimedBy)} has it now, with fence ${now.fence}; yours was ${item.fence}.`
          : now.fence !== item.fence
            ? `It has moved on to fence ${now.fence}; yours was ${item.fence}.`
            : 'Your lease had run out.';
    lost(
      core.state.as,
      `Your decision came too late and was refused (409, ${rule || 'conflict'}). ${whose} Nothing was changed.`,
    );
  }

  async function decide(decision: Omit<Decision, 'fence' | 'hash'>): Promise<void> {
    const { item, since } = deskOf(core.state);
    if (!item) return;
    const { as } = core.state;
    const all = listed(core.state);
    const behind = all[all.findIndex(({ id }) => id === item.id) + 1]?.id ?? null;
    const { id, fence, hash } = item;
    const answer = await core.calls().decide(as, id, { fence, hash, ...decision });
    if (answer.kind === 'refused') {
      if (answer.status === 409) return refused(item, answer.rule);
      return core.say(
        'fail',
        `The service refused that (${answer.status} ${answer.rule}). Nothing was changed.`,
      );
    }
    const { body } = answer;
    const until = Date.parse(body.undoUntil);
    time.heard(until - 10_000);
    const took = Math.max(0, time.now() - since);
    const what = `${item.fields?.intent ?? 'a message'}${item.fields?.orderNumber ? ` ${item.fields.orderNumber}` : ''}`;
    made({ of: [{ id, decision: body.decision }], by: as, action: decision.action, what, until, took });
    if (body.state === 'second')
      core.say(
        'info',
        'A sum above € 500 needs a second person: it stays in the queue until Ada agrees, or Rita.',
      );
    ports.tell();
    await after(id, behind);
  }

  function made(one: Made): void {
    core.change((shown) => ({
      ...shown,
      made: [...shown.made, one].slice(-30),
      decided: { ...shown.decided, [one.action]: shown.decided[one.action] + one.of.length },
      took: one.of.length === 1 ? [...shown.took, one.took].slice(-500) : shown.took,
    }));
  }

  /** Sends messages in as Carl and waits until the pipeline has put each where it belongs. */
  async function fill(texts: readonly string[], manual = false): Promise<void> {
    const { inputs } = await core.calls().sendIn('carl', texts, manual);
    const sent = new Set(inputs.map(({ id }) => id));
    for (let tries = 0; tries < 200; tries++) {
      const now = (await core.calls().inputs('carl')).filter(({ id }) => sent.has(id));
      if (now.every(({ state }) => state !== 'received' && state !== 'answered')) {
        const auto = now.filter(({ state }) => state === 'stored').length;
        core.change((shown) => ({ ...shown, sent: shown.sent + sent.size, auto: shown.auto + auto }));
        return;
      }
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error('the pipeline did not come to an end with the messages');
  }

  const ready = (work: () => Promise<void>) => () => core.work('working', work);
  const whole = () => {
    const { item, lost: gone } = deskOf(core.state);
    return item !== null && gone === null;
  };
  /** What the model read may be decided on: it is there, and shown. */
  const seen = () => !core.state.blind || deskOf(core.state).shown;
  const hidden = () => core.say('info', 'Blind reading: type what you read and press Compare, then decide.');

  async function undo(): Promise<void> {
    const [last] = undoable(core.state);
    if (!last)
      return core.say('info', 'There is nothing to undo: ten seconds after a decision it is stored.');
    await leave();
    let back = 0;
    for (const { id, decision } of last.of) {
      const answer = await core.calls().undo(last.by, id, decision);
      if (answer.kind === 'refused') continue;
      back += 1;
      if (back === 1) take(answer.body.item);
      else await core.calls().lease(last.by, answer.body.item, false);
    }
    core.change((shown) => ({
      ...shown,
      made: shown.made.filter((one) => one !== last),
      decided: { ...shown.decided, [last.action]: shown.decided[last.action] - back },
    }));
    const all = back === last.of.length;
    core.say(
      all ? 'info' : 'warn',
      all
        ? `Taken back: what you ${doneText(last.action)} is before you again, with a new fence.`
        : `${back} of ${last.of.length} came back; for the others it was too late (409).`,
    );
    ports.tell();
    await looking.all();
  }

  async function start(): Promise<void> {
    const { running, borrowed } = await ports.boot();
    use(running, borrowed);
    time.begin();
    if (!borrowed) await fill(first);
    await looking.all();
    await step(1, null);
    await looking.all();
  }

  return {
    start: () => core.work('starting', start),
    /** Somebody else's tab, or this one's runtime, may have it already. */
    async look() {
      if (!core.state.open) core.set({ offered: await ports.offered() });
    },
    next: ready(async () => move(1)),
    previous: ready(async () => move(-1)),
    pick: (id: string) =>
      core.work('working', async () => {
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
        await looking.all();
      }),
    /** Takes the lost item again, when it is free. */
    again: ready(async () => {
      const { item } = deskOf(core.state);
      if (!item) return;
      core.desk(emptyDesk);
      if (!(await claim(item.id))) {
        core.say('info', 'It is not free: somebody has it, or has decided it. Here is the next one.');
        await step(1, null);
      }
      await looking.all();
    }),
    approve: ready(async () => {
      if (!whole()) return;
      if (!seen()) return hidden();
      if (deskOf(core.state).item?.fields === null)
        return core.say('info', 'There is no usable answer to approve: correct it or reject it.');
      await decide({ action: 'approve' });
    }),
    mode(mode: Mode) {
      if (!whole()) return;
      if (mode === 'correct' && !seen()) return hidden();
      const { item, typed, shown } = deskOf(core.state);
      core.desk({
        mode,
        faults: {},
        reason: '',
        // What somebody read blind is what they correct to.
        typed: mode === 'correct' && !(core.state.blind && shown) ? typedOf(item?.fields ?? null) : typed,
      });
    },
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
    save: ready(async () => {
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
          await looking.all();
          if (!deskOf(core.state).item) await step(1, null);
          await looking.all();
        });
    },
    /** The lease runs out while one is away, and the other one takes the item. */
    lunch: ready(async () => {
      const { item } = deskOf(core.state);
      const { advance } = core.running();
      if (!item || !advance)
        return core.say('info', 'Take an item first; where it runs, the clock can be moved.');
      await advance(300_000);
      time.passed(300_000);
      const other: Reviewer = core.state.as === 'rita' ? 'ada' : 'rita';
      const theirs = await core.calls().claim(other, item.id);
      if (theirs) core.desk({ ...emptyDesk, item: theirs, since: time.now() }, other);
      ports.tell();
      await looking.all();
      core.say(
        'info',
        `Five minutes have passed by the service’s clock, and ${users[other].name} has taken the item. Your page still shows it. Press Approve and see.`,
      );
    }),
    heartbeat: ready(() => time.beat(true)),
    more: ready(async () => {
      core.set({ more: false });
      await fill(more);
      ports.tell();
      await looking.all();
      if (!deskOf(core.state).item) await step(1, null);
      await looking.all();
    }),
    send: (text: string) =>
      core.work('working', async () => {
        if (text.trim() === '') return core.say('info', 'Write a message first.');
        await fill([text.trim().slice(0, 4_000)], true);
        ports.tell();
        await looking.all();
        core.say('info', 'Sent in by Carl, and asked to be seen by a person: it is in the queue.');
      }),
    choose: (chosen: number) => core.set({ chosen }),
    ...looking.checks,
    ...batchOf(core, { made, looking: looking.all, heard: time.heard, leave }),
    /** The example data and the first messages again. @returns how to undo that; null: nothing was changed, or it runs elsewhere */
    reset(): (() => void) | null {
      const { busy, open, borrowed, decided } = core.state;
      if (busy !== null || !open || borrowed || grown.every((one) => decided[one] === 0)) return null;
      const before = { shown: core.state, file: null as Blob | null };
      const cleared = () =>
        core.change(({ as, blind }) => ({
          ...begin,
          as,
          blind,
          open: true,
          busy: 'resetting',
          now: time.now(),
        }));
      void core.work('resetting', async () => {
        const running = core.running();
        before.file = (await running.exportDatabase?.()) ?? null;
        await running.reset?.();
        use(running, false);
        cleared();
        await fill(first);
        await looking.all();
        await step(1, null);
        await looking.all();
      });
      return () =>
        void core.work('resetting', async () => {
          if (before.file === null) return;
          const running = await ports.restart(before.file);
          use(running, false);
          cleared();
          const { sent, auto, took, agreed, read, more: left } = before.shown;
          core.set({ decided: before.shown.decided, sent, auto, took, agreed, read, more: left });
          await looking.all();
          await step(1, null);
          await looking.all();
        });
    },
    active: time.active,
  };

  async function move(by: 1 | -1): Promise<void> {
    const from = deskOf(core.state).item?.id ?? null;
    await leave();
    await step(by, from);
    ports.tell();
    await looking.all();
    if (!deskOf(core.state).item && from !== null) {
      await claim(from);
      await looking.all();
      core.say('info', 'There is no other item that is free for you.');
    }
  }
}

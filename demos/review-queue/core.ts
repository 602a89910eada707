// What the parts of the queue's session share: the state, the service that runs, and one thing at a time.
import { createStore } from '../kit/session.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { callsOf } from './calls.ts';
import { begin, type Desk, type Notice, type Reviewer, type Shown } from './state.ts';

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
  behind(job: () => Promise<void>): Promise<void>;
  /** @throws RuntimeFault when nothing runs */
  running(): Running;
  calls(): ReturnType<typeof callsOf>;
  /** From now on this one; when it ends, the view is as it began. */
  use(running: Running, borrowed: boolean): void;
  subscribe(changed: () => void): () => void;
}

export function coreOf(ports: Ports): Core {
  const store = createStore<Shown, (shown: Shown) => Shown>(begin, (shown, step) => step(shown));
  let calls: ReturnType<typeof callsOf> | null = null;
  let of: Running | null = null;
  let last: Promise<void> = Promise.resolve();
  const one = (job: () => Promise<void>): Promise<void> => {
    last = last.then(job).catch((error) => {
      const gone = error instanceof RuntimeFault;
      // A start that failed is told by the plate's own state.
      if (gone && (error.why.code === 'cancelled' || !store.state.open)) return;
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
    behind: one,
    running() {
      if (of === null) throw new RuntimeFault({ code: 'cancelled', detail: 'nothing runs' });
      return of;
    },
    calls() {
      calls ??= callsOf(core.running().client);
      return calls;
    },
    use(running, borrowed) {
      of = running;
      calls = null;
      set({ open: true, borrowed, offered: false, gone: false });
      void running.ended.then(() => {
        if (of !== running) return;
        of = null;
        calls = null;
        store.send(({ as, blind }) => ({ ...begin, as, blind, gone: borrowed }));
      });
    },
    subscribe: store.subscribe,
  };
  return core;
}

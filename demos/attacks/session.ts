// The console's engine: which attack, without which barriers; one fired, all of them, or the whole matrix. What it takes away it
// puts back before it rests, cancelled or not.
import { createStore, type Observable } from '../kit/session.ts';
import type { Attack } from '../proofs/attack.ts';
import { CannotRun } from '../proofs/bench.ts';
import { matrix, type Round, round, type Switch } from '../proofs/matrix.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { fire } from './fire.ts';
import {
  type Busy,
  begin,
  type Change,
  type Result,
  type Shown,
  set,
  step,
  turned,
  type View,
} from './state.ts';
import { asItIs, NotATab, without } from './weakened.ts';

export interface Ports {
  readonly attacks: readonly Attack[];
  /** Boots, or gives what runs already. @throws RuntimeFault: the runtime's own state says why */
  boot(): Promise<Running>;
  now(): number;
}

export interface Session extends Observable<Shown> {
  view(view: View): void;
  choose(id: string): void;
  /** As a link says it. Fires nothing. */
  open(id: string, off: readonly Switch[]): void;
  /** Turns a barrier's switch; when something was fired already, the attack is fired again. */
  turn(one: Switch): Promise<void>;
  fire(): Promise<void>;
  fireAll(): Promise<void>;
  /** @param only one attack's row; all of them by default */
  compute(only?: string): Promise<void>;
  cancel(): void;
  /** Back to the beginning. @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
}

export function createSession({ attacks, boot, now }: Ports): Session {
  const store = createStore<Shown, Change>(begin, step);
  const rounds = new WeakMap<Running, Round>();
  let stop: AbortController | null = null;
  const busy = (now_: Busy | null) => store.send(set({ busy: now_ }));
  const attackOf = (id: string) => attacks.find((one) => one.id === id) as Attack;

  /** The service without these, and whole again once `work` has ended in whatever way. */
  async function holding<T>(
    running: Running,
    off: readonly Switch[],
    work: (round: Round) => Promise<T>,
  ): Promise<T> {
    if (off.length === 0) {
      const known = rounds.get(running) ?? round(asItIs(running));
      rounds.set(running, known);
      return work(known);
    }
    busy({ kind: 'restarting', off });
    rounds.delete(running);
    try {
      return await work(round(await without(running, off)));
    } finally {
      await whole(running);
    }
  }

  async function whole(running: Running): Promise<void> {
    rounds.delete(running);
    busy({ kind: 'restarting', off: [] });
    // Whoever has ended it hears of that elsewhere.
    await running.reset?.().catch(() => {});
  }

  /** One thing at a time; what goes wrong is said and not thrown. */
  async function working(work: (running: Running, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (stop !== null) return;
    const mine = new AbortController();
    stop = mine;
    store.send(set({ busy: { kind: 'starting' }, fault: null }));
    try {
      const running = await boot();
      mine.signal.throwIfAborted();
      await work(running, mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) store.send(set({ fault: faultOf(error) }));
    } finally {
      stop = null;
      busy(null);
    }
  }

  const fireOne = () =>
    working(async (running, signal) => {
      const { chosen, off } = store.state;
      await holding(running, off, async (here) => {
        busy({ kind: 'firing' });
        const fired = await fire(attackOf(chosen), running, here, off, signal);
        // Another one was chosen meanwhile: this is not about it.
        store.send((shown) =>
          shown.chosen === chosen && shown.off.join() === off.join() ? { ...shown, fired } : shown,
        );
      });
    });

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    view: (view) => store.send(set({ view })),
    choose: (chosen) =>
      store.send((shown) =>
        shown.chosen === chosen ? shown : { ...shown, chosen, fired: null, fault: null },
      ),
    open: (chosen, off) => store.send(set({ view: 'one', chosen, off, fired: null, fault: null })),
    async turn(one) {
      if (stop !== null) return;
      const { fired, off } = store.state;
      store.send(set({ off: turned(off, one), fired: null, fault: null }));
      if (fired !== null) await fireOne();
    },
    fire: fireOne,
    fireAll: () =>
      working(async (running, signal) => {
        const { off } = store.state;
        const list: Result[] = [];
        const show = (cancelled: boolean) =>
          store.send(set({ results: { off, list: [...list], cancelled } }));
        await holding(running, off, async (here) => {
          for (const attack of attacks) {
            busy({ kind: 'all', done: list.length, of: attacks.length });
            if (signal.aborted) break;
            const { id, tried, milliseconds } = await fire(attack, running, here, off, signal);
            list.push({ id, tried, milliseconds });
            show(false);
          }
        }).finally(() => show(signal.aborted));
      }),
    compute: (only) =>
      working(async (running, signal) => {
        const some = only === undefined ? attacks : [attackOf(only)];
        const begun = now();
        let strikes = 0;
        rounds.delete(running);
        busy({ kind: 'matrix', done: 0, of: some.length * 9 });
        try {
          const rows = await matrix(
            some,
            (off) => without(running, off),
            ({ done, of }) => {
              strikes = done;
              busy({ kind: 'matrix', done, of });
            },
            signal,
          );
          store.send(set({ computed: { rows, strikes, milliseconds: now() - begun } }));
        } finally {
          await whole(running);
        }
      }),
    cancel: () => stop?.abort(),
    reset() {
      const before = store.state;
      if (before.busy !== null || same(before)) return null;
      store.send(() => begin);
      return () => store.send(() => before);
    },
  };
}

const same = ({ view, chosen, off, fired, results, computed }: Shown): boolean =>
  view === begin.view && chosen === begin.chosen && off.length === 0 && !fired && !results && !computed;

function faultOf(error: unknown): Shown['fault'] {
  if (error instanceof RuntimeFault)
    return error.why.code === 'cancelled'
      ? {
          what: 'The start was cancelled, so nothing was fired.',
          next: 'Press Boot and fire to start again.',
        }
      : {
          what: 'The service ended while the attack was under way.',
          next: 'Press Boot and fire to start it anew.',
        };
  if (error instanceof NotATab)
    return {
      what: 'What runs on this page cannot be weakened: it is no service in this tab.',
      next: 'Stop it, then press Boot and fire.',
    };
  if (error instanceof CannotRun)
    return { what: error.message, next: 'Wait for that long, then fire again.' };
  return {
    what: `The attack broke off: ${error instanceof Error ? error.message : 'for no reason that it named'}.`,
    next: 'Fire again; if it breaks off again, press Stop and boot anew.',
  };
}

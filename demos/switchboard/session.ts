// The engine: which switches are turned, and a steady trickle of calls to the API of this page while they are. What the tab can
// lose it loses at once; whatever ends the trickle brings it back.
import { createStore, type Observable } from '../kit/session.ts';
import type { Losable, Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { askedOf, type Kind, kindAt, pause, signInDue } from './calls.ts';
import { inOrder, lostHere, type Switch } from './demo.ts';
import type { Moment } from './outcome.ts';
import { answered, begun, noAnswers, type Tally } from './tally.ts';

export interface Shown {
  readonly on: readonly Switch[];
  readonly moment: Moment;
  readonly sending: 'no' | 'starting' | 'yes';
  readonly tally: Tally;
  /** What went wrong and what to press next; null: nothing did. */
  readonly fault: { readonly what: string; readonly next: string } | null;
  /** It came to rest by itself after `longest`. */
  readonly rested: boolean;
}

export const begin: Shown = {
  on: ['zone-a'],
  moment: 'at-once',
  sending: 'no',
  tally: noAnswers,
  fault: null,
  rested: false,
};

type Change = (shown: Shown) => Shown;

export interface Ports {
  /** Boots, or gives what runs already. @throws RuntimeFault: the runtime's own state says why */
  boot(): Promise<Running>;
  /** Milliseconds that only go forwards. */
  steady(): number;
  /** Resolves after so long, or when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** An id that no other call has. */
  id(): string;
}

export interface Session extends Observable<Shown> {
  turn(one: Switch): void;
  look(moment: Moment): void;
  /** As a link says it. Sends nothing. */
  open(on: readonly Switch[], moment: Moment): void;
  /** Boots when it must, signs in and sends until `pause`, or five minutes are over. Never rejects. */
  send(): Promise<void>;
  pause(): void;
  /** Back to the beginning. @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
}

/** Milliseconds after which the calls end by themselves. */
export const longest = 5 * 60_000;

export function createSession({ boot, steady, wait, id }: Ports): Session {
  const store = createStore<Shown, Change>(begin, (shown, change) => change(shown));
  const set = (part: Partial<Shown>) => store.send((shown) => ({ ...shown, ...part }));
  let stop: AbortController | null = null;
  let turned = false;
  /** The calls are awake at once when a switch was turned. */
  let nudge = (): void => {};

  function choose(on: readonly Switch[]): void {
    if (lostHere(on).join() !== lostHere(store.state.on).join()) turned = true;
    set({ on: inOrder(on) });
    nudge();
  }

  async function trickle(running: Running, signal: AbortSignal): Promise<void> {
    const { client, lose } = running;
    if (!lose) throw new NotATab();
    const started = steady();
    let token = '';
    let counted: readonly number[] = [];
    let last: number | null = null;
    let lost: readonly Losable[] | null = null;
    let turn = 0;

    async function call(kind: Kind): Promise<void> {
      const at = steady();
      const sent = lost ?? [];
      const { path, ...init } = askedOf(kind, token, id());
      const answer = await client.fetch(path, { ...init, signal });
      const body = await answer.text();
      const { status } = answer;
      if (kind === 'sign-in') {
        // What the cache did not count, it does not hold against anybody.
        if (lost?.includes('cache') !== true) counted = [...counted, at].slice(-20);
        last = at;
        if (status === 201) token = (JSON.parse(body) as { accessToken: string }).accessToken;
      }
      const one = { kind, status, milliseconds: steady() - at };
      store.send((shown) => ({ ...shown, tally: answered(shown.tally, sent, one) }));
    }

    async function apply(): Promise<void> {
      const wanted = lostHere(store.state.on);
      const same = lost !== null && lost.join() === wanted.join();
      // After a reset the counts are empty though nothing was turned.
      if (same && store.state.tally.periods.length > 0) return;
      await lose?.(wanted);
      lost = wanted;
      turned = true;
      turn = 0;
      store.send((shown) => ({ ...shown, tally: begun(shown.tally, wanted) }));
    }

    try {
      // Somebody has to be signed in before anything can be taken away.
      await lose([]);
      lost = [];
      store.send((shown) => ({ ...shown, tally: begun(shown.tally, []) }));
      await call('sign-in');
      if (token === '') throw new NotSignedIn();
      set({ sending: 'yes' });
      while (!signal.aborted) {
        await apply();
        if (steady() - started >= longest) return set({ rested: true });
        if (signInDue({ counted, last, turned }, steady())) {
          turned = false;
          await call('sign-in');
        } else {
          await call(kindAt(turn));
          turn += 1;
        }
        const awake = new AbortController();
        nudge = () => awake.abort();
        await wait(pause, AbortSignal.any([signal, awake.signal]));
      }
    } finally {
      nudge = () => {};
      // Others on the page use the same service; whoever has ended it hears of that elsewhere.
      await lose([]).catch(() => {});
    }
  }

  async function send(): Promise<void> {
    if (stop !== null) return;
    const mine = new AbortController();
    stop = mine;
    set({ sending: 'starting', fault: null, rested: false });
    try {
      await trickle(await boot(), mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) set({ fault: faultOf(error) });
    } finally {
      stop = null;
      set({ sending: 'no' });
    }
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    turn(one) {
      const { on } = store.state;
      choose(on.includes(one) ? on.filter((other) => other !== one) : [...on, one]);
    },
    look: (moment) => set({ moment }),
    open(on, moment) {
      choose(on);
      set({ moment });
    },
    send,
    pause: () => stop?.abort(),
    reset() {
      const { on, moment, tally } = store.state;
      const stood = on.join() === begin.on.join() && moment === begin.moment;
      if (stood && tally.periods.length === 0) return null;
      choose(begin.on);
      set({ moment: begin.moment, tally: noAnswers, fault: null, rested: false });
      return () => {
        choose(on);
        set({ moment, tally });
      };
    },
  };
}

class NotATab extends Error {
  override readonly name = 'NotATab';
}
class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
}

function faultOf(error: unknown): Shown['fault'] {
  if (error instanceof NotATab)
    return {
      what: 'What runs on this page is no service in this tab, so nothing can be taken from it.',
      next: 'Press Stop, then Boot and send calls.',
    };
  if (error instanceof NotSignedIn)
    return {
      what: 'Signing in was refused: ten sign-ins a minute are the limit, and they are used up.',
      next: 'Wait a minute, then press Send calls.',
    };
  // That it did not start, was stopped or has ended is said by the runtime's own state.
  if (error instanceof RuntimeFault) return null;
  return {
    what: `The calls broke off: ${error instanceof Error ? error.message : 'for no reason that was named'}.`,
    next: 'Press Send calls; if they break off again, press Stop and boot anew.',
  };
}

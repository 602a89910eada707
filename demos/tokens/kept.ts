// The state of one panel: changed member by member, put back and brought back whole.
import { createStore, type Observable } from '../kit/session.ts';

export interface Kept<State> extends Observable<State> {
  change(to: Partial<State>): void;
  /** Back to the beginning. @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
}

export function kept<State extends object>(first: State): Kept<State> {
  const store = createStore<State, Partial<State>>(first, (state, to) => ({ ...state, ...to }));
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    change: store.send,
    reset() {
      const before = store.state;
      // What is under way would write into what was put back.
      if (('busy' in before && before.busy) || same(before, first)) return null;
      store.send(first);
      return () => store.send(before);
    },
  };
}

const same = <State extends object>(a: State, b: State): boolean =>
  (Object.keys(b) as (keyof State)[]).every((name) => Object.is(a[name], b[name]));

// A demo's engine without React: one state, typed events, a pure step between them. Effects live in the demo's session.ts,
// which sends what came of them.

/** What a view needs of anything that changes: useSession (use-session.ts) reads it, the page's runtime has this form too. */
export interface Observable<State> {
  readonly state: State;
  /** @returns unsubscribe */
  subscribe(changed: () => void): () => void;
}

export interface Store<State, Event> extends Observable<State> {
  /** Takes one step; those who listen hear of it only when the state is another. */
  send(event: Event): void;
}

/** @param step pure: the same state and event give the same next state. */
export function createStore<State, Event>(
  first: State,
  step: (state: State, event: Event) => State,
): Store<State, Event> {
  const listeners = new Set<() => void>();
  let state = first;
  return {
    get state() {
      return state;
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    send(event) {
      const next = step(state, event);
      if (Object.is(next, state)) return;
      state = next;
      for (const changed of [...listeners]) changed();
    },
  };
}

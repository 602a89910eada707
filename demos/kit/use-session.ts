// The one bridge from engines to React.
import { useSyncExternalStore } from 'react';
import type { Observable } from './session.ts';

const never = () => () => {};

/**
 * The state of a session, kept current. `first` is what the server rendered: give it for anything that may have moved on
 * before this view came alive, such as the page's runtime. `null`: the engine is not loaded yet, so `first` is shown.
 */
export function useSession<State>(session: Observable<State>, first?: State): State;
export function useSession<State>(session: Observable<State> | null, first: State): State;
export function useSession<State>(session: Observable<State> | null, first?: State): State {
  const begin = () => (first === undefined && session ? session.state : (first as State));
  return useSyncExternalStore(
    session ? (changed) => session.subscribe(changed) : never,
    () => (session ? session.state : (first as State)),
    begin,
  );
}

/** False on the server and in the first frame, true once React has taken over. */
export const useLive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

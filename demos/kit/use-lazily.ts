// An engine that comes later (lazily.ts) for a view: its first frame until then.
import type { Lazily } from './lazily.ts';
import type { Observable } from './session.ts';
import { useSession } from './use-session.ts';

export interface Found<Engine, State> {
  readonly session: Engine | null;
  readonly state: State;
  /** The engine could not be fetched. */
  readonly missing: boolean;
}

export function useLazily<State, Engine extends Observable<State>>(
  engine: Lazily<Engine>['engine'],
  first: State,
): Found<Engine, State> {
  const found = useSession(engine, null);
  const session = found === 'missing' ? null : found;
  return { session, state: useSession<State>(session, first), missing: found === 'missing' };
}

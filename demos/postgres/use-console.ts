// The engine's state for the view; before the engine is there, the first frame's.
import { useSession } from '../kit/use-session.ts';
import { engine } from './engine.ts';
import { firstState, type State } from './state.ts';

/** `missing`: the engine could not be fetched. */
export function useConsole(): { readonly state: State; readonly missing: boolean } {
  const found = useSession(engine, null);
  const missing = found === 'missing';
  return { state: useSession(missing ? null : found, firstState), missing };
}

// The engine's state for the view; before the engine is there, the first frame's.
import { useSession } from '../kit/use-session.ts';
import { engine } from './engine.ts';
import { firstSandboxState } from './first.ts';
import operations from './operations.json' with { type: 'json' };
import type { Operation } from './operations.ts';
import type { State } from './state.ts';

const first = firstSandboxState(operations as readonly Operation[]);

/** `missing`: the engine could not be fetched. */
export function useSandbox(): { readonly state: State; readonly missing: boolean } {
  const found = useSession(engine, null);
  const missing = found === 'missing';
  return { state: useSession(missing ? null : found, first), missing };
}

// The engine and its state for the view; before the engine is there, the first frame's state and no engine.
import { useSession } from '../kit/use-session.ts';
import { engine } from './engine.ts';
import { firstSandboxState } from './first.ts';
import operations from './operations.json' with { type: 'json' };
import type { Operation } from './operations.ts';
import type { Sandbox } from './session.ts';
import type { State } from './state.ts';

const first = firstSandboxState(operations as readonly Operation[]);

export function useSandbox(): { readonly sandbox: Sandbox | null; readonly state: State } {
  const sandbox = useSession(engine, null);
  return { sandbox, state: useSession(sandbox, first) };
}

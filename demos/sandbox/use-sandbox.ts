// The engine's state for the view; before the engine is there, the first frame's.
import { useLazily } from '../kit/use-lazily.ts';
import { engine } from './engine.ts';
import { firstSandboxState } from './first.ts';
import operations from './operations.json' with { type: 'json' };
import type { Operation } from './operations.ts';
import type { Sandbox as Engine } from './session.ts';
import type { State } from './state.ts';

const first = firstSandboxState(operations as readonly Operation[]);

export const useSandbox = () => useLazily<State, Engine>(engine, first);

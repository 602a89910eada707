// The engine's state for the view; before the engine is there, the first frame's.
import { useLazily } from '../kit/use-lazily.ts';
import { engine } from './engine.ts';
import type { Console } from './session.ts';
import { firstState, type State } from './state.ts';

export const useConsole = () => useLazily<State, Console>(engine, firstState);

// The states of a runtime as a pure function of what happens to it. An event that does not fit the state changes nothing:
// a late message of a host that was stopped must not bring it back.
import type { Cause, HostKind, HostLabel, Progress, State } from './contract.ts';

export type Event =
  | { readonly kind: 'boot'; readonly host: HostKind }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'answers'; readonly label: HostLabel; readonly milliseconds: number }
  | { readonly kind: 'fails'; readonly cause: Cause; readonly lost: number }
  | { readonly kind: 'stop'; readonly lost: number };

export const idle: State = { kind: 'idle' };

const booting = (state: State): state is Extract<State, { kind: 'loading' | 'starting' }> =>
  state.kind === 'loading' || state.kind === 'starting';

/** @returns the same object where nothing changes, so that a view is not drawn again. */
export function next(state: State, event: Event): State {
  switch (event.kind) {
    case 'boot':
      return booting(state) || state.kind === 'ready'
        ? state
        : { kind: 'loading', host: event.host, received: 0, total: 0 };
    case 'progress':
      return booting(state) ? progressed(state, event.progress) : state;
    case 'answers':
      return booting(state)
        ? { kind: 'ready', host: state.host, label: event.label, milliseconds: event.milliseconds }
        : state;
    case 'fails':
      if (booting(state)) return { kind: 'failed', host: state.host, cause: event.cause };
      return state.kind === 'ready'
        ? { kind: 'failed', host: state.host, cause: event.cause, lost: event.lost }
        : state;
    case 'stop':
      return state.kind === 'ready' ? { kind: 'stopped', host: state.host, lost: event.lost } : state;
  }
}

function progressed(state: Extract<State, { kind: 'loading' | 'starting' }>, progress: Progress): State {
  const { host } = state;
  if (progress.kind === 'starting')
    return state.kind === 'starting' && state.step === progress.step ? state : { ...progress, host };
  // What was said to be starting does not go back to loading, and bytes do not become fewer.
  if (state.kind === 'starting') return state;
  const received = Math.max(state.received, progress.received);
  const total = Math.max(progress.total, progress.total === 0 ? 0 : received);
  return received === state.received && total === state.total
    ? state
    : { kind: 'loading', host, received, total };
}

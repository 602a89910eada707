// What a plate says about itself, and how the runtime's states become that, causes in the runtime's own words.
import { worded } from '../runtime/causes.ts';
import type { State } from '../runtime/contract.ts';

export type Status =
  | { readonly kind: 'idle'; readonly text: string }
  /** Bytes as they travel; `total` 0: not known. */
  | { readonly kind: 'loading'; readonly received: number; readonly total: number }
  | { readonly kind: 'starting'; readonly step: string }
  /** Something of the demo's own is under way, e.g. a request or a statement. */
  | { readonly kind: 'busy'; readonly text: string }
  /** Which host answers. */
  | { readonly kind: 'ready'; readonly text: string }
  /** What was lost. */
  | { readonly kind: 'stopped'; readonly text: string }
  /** What happened and why, and what to press next. */
  | { readonly kind: 'failed'; readonly what: string; readonly next: string };

/** @param idle what the plate says before anything runs, e.g. which recorded run it shows. */
export function statusOf(state: State, idle: string): Status {
  switch (state.kind) {
    case 'idle':
      return { kind: 'idle', text: idle };
    case 'loading':
      return { kind: 'loading', received: state.received, total: state.total };
    case 'starting':
      return { kind: 'starting', step: state.step };
    case 'ready':
      return { kind: 'ready', text: `${state.label.text} · started in ${seconds(state.milliseconds)}` };
    case 'stopped':
      return { kind: 'stopped', text: `Stopped. ${lossOf(state.lost)}` };
    case 'failed': {
      const { sentence, step } = worded(state.cause, state.host);
      const lost = state.lost === undefined || state.lost === 0 ? '' : ` ${lossOf(state.lost)}`;
      return { kind: 'failed', what: sentence + lost, next: step };
    }
  }
}

/** @param lost calls that changed something and are gone with the database */
export const lossOf = (lost: number): string =>
  lost === 0
    ? 'Nothing had been changed, so nothing is lost.'
    : `${lost === 1 ? 'One change' : `${lost} changes`} made here went with it.`;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Megabytes as downloads are counted: 1 MB is 1,000,000 bytes. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The whole of it in one sentence, for the live region: it changes with the kind and not with every byte. */
export function announce(status: Status): string {
  switch (status.kind) {
    case 'idle':
      return '';
    case 'loading':
      return status.total > 0 ? `Loading ${megabytes(status.total)}.` : 'Loading.';
    case 'starting':
      return 'Starting.';
    case 'busy':
      return status.text;
    case 'ready':
      return `Running: ${status.text}.`;
    case 'stopped':
      return status.text;
    case 'failed':
      return `${status.what} ${status.next}`;
  }
}

// What the form shows: where its message is on the way, and what goes along.
import type { Context } from './prefill.ts';
import type { Tried } from './send.ts';
import type { Fault, Values } from './values.ts';

export type Trouble = Extract<Tried, { kind: 'unknown' }>['why'] | 'many' | 'quick' | 'work' | 'refused';

export interface Arrived {
  readonly reference: string;
  /** ISO 8601, by the service's clock. */
  readonly at: string;
}

export type Phase =
  /** `stopped`: it was tried, and is not tried again by itself. */
  | { readonly kind: 'writing'; readonly faults: readonly Fault[]; readonly stopped: boolean }
  | { readonly kind: 'sending'; readonly step: 'work' | 'send' }
  /** Tries again by itself at `next` (milliseconds). */
  | { readonly kind: 'waiting'; readonly why: Trouble; readonly next: number; readonly tries: number }
  /** Does not try again by itself. */
  | { readonly kind: 'stuck'; readonly why: Trouble }
  | { readonly kind: 'earlier-taken' }
  | { readonly kind: 'hidden-field' }
  /** `more`: what was written after the press is the next draft. */
  | ({ readonly kind: 'sent'; readonly copy: Values; readonly more: boolean } & Arrived);

export interface Shown {
  readonly phase: Phase;
  readonly context: Context;
  readonly looked: readonly string[];
  /** The draft is on this device. */
  readonly kept: boolean;
  /** `unsure`: of a draft that was sent, and of which nobody knows whether it arrived. */
  readonly restored: 'no' | 'draft' | 'unsure';
  /** The message that this tab sent before it was loaded anew. */
  readonly before: Arrived | null;
}

export const writing = (faults: readonly Fault[] = [], stopped = false): Phase => ({
  kind: 'writing',
  faults,
  stopped,
});

export const begin: Shown = {
  phase: writing(),
  context: {},
  looked: [],
  kept: false,
  restored: 'no',
  before: null,
};

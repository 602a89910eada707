// The last calls of this tab, newest first, and the one step back from clearing them. Held in memory: a reload forgets them.
import type { HostLabel } from '../runtime/contract.ts';
import type { Call, Draft } from './draft.ts';

export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface Entry {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly call: Call;
  /** What it was made from, to be edited again; null: made by signing in or out. */
  readonly draft: Draft | null;
  /** E-mail address of the person it was sent as; null: without a token. */
  readonly who: string | null;
  /** 32 hex digits that this tab made: log lines and spans carry it. */
  readonly trace: string;
  readonly milliseconds: number;
  readonly host: HostLabel;
  readonly answer: Answered | { readonly failed: string };
}

export interface History {
  readonly entries: readonly Entry[];
  /** What was cleared, until the next call. */
  readonly cleared: readonly Entry[] | null;
}

const most = 50;
export const noHistory: History = { entries: [], cleared: null };

export const added = (history: History, entry: Entry): History => ({
  entries: [entry, ...history.entries].slice(0, most),
  cleared: null,
});
export const cleared = ({ entries }: History): History => ({ entries: [], cleared: entries });
export const restored = (history: History): History =>
  history.cleared === null ? history : { entries: history.cleared, cleared: null };

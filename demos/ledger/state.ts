// What the ledger's plate shows, and the small steps between. Pure.
import type { LogLine } from '../kit/log.ts';
import type { Outcome, Result } from '../proofs/evidence.ts';
import type { Pack } from '../proofs/pack/pack.ts';
import type { Progress } from '../proofs/run.ts';
import type { Layer } from './demo.ts';

export type Doing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'running';
      readonly id: string;
      readonly done: number;
      readonly of: number;
      /** The host allows no more sign-ins for so long. */
      readonly wait: { readonly milliseconds: number; readonly moved: boolean } | null;
    }
  /** Looking whether everything is as it was. */
  | { readonly kind: 'ending' };

/** Whose results these are. */
export interface RunFacts {
  readonly host: string;
  readonly commit: string;
  /** ISO 8601, when the first of them began. */
  readonly date: string;
  readonly layersOff: readonly Layer[];
}

export interface Shown {
  /** Switched off in the next run. */
  readonly off: Layer | null;
  readonly doing: Doing;
  readonly cancelling: boolean;
  readonly run: RunFacts | null;
  /** Of one host only; failures first. */
  readonly results: readonly Result[];
  /** What the last run left behind, in a sentence. */
  readonly left: string | null;
  /** The run of the pipeline; 'missing' when it could not be fetched. */
  readonly recorded: Pack | 'loading' | 'missing' | null;
  readonly log: readonly LogLine[];
}

export const begin: Shown = {
  off: null,
  doing: { kind: 'nothing' },
  cancelling: false,
  run: null,
  results: [],
  left: null,
  recorded: null,
  log: [],
};

const ranks: Readonly<Record<Outcome['kind'], number>> = { failed: 0, 'not-run': 1, cancelled: 2, held: 3 };

/** With one more, in the place of an older one of the same proof. */
export const withResult = (results: readonly Result[], result: Result): readonly Result[] =>
  [...results.filter(({ id }) => id !== result.id), result].sort(
    (a, b) => ranks[a.outcome.kind] - ranks[b.outcome.kind],
  );

export function heard(shown: Shown, event: Progress): Shown {
  const { doing } = shown;
  switch (event.kind) {
    case 'waiting': {
      const { id, milliseconds, moved } = event;
      const { done, of } = doing.kind === 'running' ? doing : { done: 0, of: 0 };
      return { ...shown, doing: { kind: 'running', id, done, of, wait: { milliseconds, moved } } };
    }
    case 'running': {
      const { id, done, of } = event;
      return { ...shown, doing: { kind: 'running', id, done, of, wait: null } };
    }
    case 'done': {
      const { id } = event.result;
      return {
        ...shown,
        results: withResult(shown.results, event.result),
        doing: { kind: 'running', id, done: event.done, of: event.of, wait: null },
      };
    }
  }
}

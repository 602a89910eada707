// Log lines and traces as they come, bounded, with one filter. Paused: what comes is kept and shown later.
import type { Told } from '../runtime/contract.ts';

export interface Line {
  /** Ascending; the view's key. */
  readonly n: number;
  readonly told: Told;
}

export interface Tail {
  readonly lines: readonly Line[];
  /** Came while paused; shown by going on. */
  readonly waiting: readonly Line[];
  readonly paused: boolean;
  readonly next: number;
  /** Fell off the far end. */
  readonly dropped: number;
}

export const mostLines = 5_000;
export const noTail: Tail = { lines: [], waiting: [], paused: false, next: 1, dropped: 0 };

function bounded(tail: Tail, lines: readonly Line[]): Tail {
  const over = Math.max(0, lines.length - mostLines);
  return { ...tail, lines: over === 0 ? lines : lines.slice(over), dropped: tail.dropped + over };
}

/** Several at once, so that a burst is one change. */
export function heard(tail: Tail, told: readonly Told[]): Tail {
  const came = told.map((one, i): Line => ({ n: tail.next + i, told: one }));
  const counted = { ...tail, next: tail.next + told.length };
  if (!tail.paused) return bounded(counted, [...tail.lines, ...came]);
  return { ...counted, waiting: [...tail.waiting, ...came].slice(-mostLines) };
}

export function paused(tail: Tail, on: boolean): Tail {
  if (on || !tail.paused) return { ...tail, paused: on };
  return bounded({ ...tail, paused: false, waiting: [] }, [...tail.lines, ...tail.waiting]);
}

export const traceOf = (told: Told): string | null => {
  if (told.kind === 'trace') return told.id;
  const trace = told.fields['trace'];
  return typeof trace === 'string' ? trace : null;
};

export interface Filter {
  readonly trace: string | null;
  readonly kind: 'all' | Told['kind'];
}

export const fitting = (lines: readonly Line[], { trace, kind }: Filter): readonly Line[] =>
  trace === null && kind === 'all'
    ? lines
    : lines.filter(
        ({ told }) => (trace === null || traceOf(told) === trace) && (kind === 'all' || told.kind === kind),
      );

/** The spans of one request, or [] when its trace has not come. */
export function spansOf(tail: Tail, trace: string): Extract<Told, { kind: 'trace' }>['spans'] {
  for (const { told } of [...tail.lines, ...tail.waiting].reverse())
    if (told.kind === 'trace' && told.id === trace) return told.spans;
  return [];
}

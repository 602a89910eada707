// The answers, in the order in which they came, and counted: a period lasts until a switch that is real here is turned. Pure.
import type { Losable } from '../runtime/contract.ts';
import { type Kind, kinds } from './calls.ts';

export interface Answer {
  readonly kind: Kind;
  /** 0: none came. */
  readonly status: number;
  readonly milliseconds: number;
  /** Number of its period. */
  readonly period: number;
}

export interface Period {
  readonly lost: readonly Losable[];
  readonly counts: Readonly<Record<Kind, Readonly<Record<number, number>>>>;
}

export interface Tally {
  /** The last ones, oldest first. */
  readonly answers: readonly Answer[];
  readonly periods: readonly Period[];
}

/** Answers that are drawn; the counts go on. */
export const drawn = 96;
/** Periods that are kept: more are a game. */
const keptPeriods = 12;

const none = Object.fromEntries(kinds.map((kind) => [kind, {}])) as Period['counts'];
export const noAnswers: Tally = { answers: [], periods: [] };

export function begun({ answers, periods }: Tally, lost: readonly Losable[]): Tally {
  const last = periods.at(-1);
  if (last && last.lost.join() === lost.join()) return { answers, periods };
  const dropped = Math.max(0, periods.length + 1 - keptPeriods);
  return {
    answers: answers
      .map((one) => ({ ...one, period: one.period - dropped }))
      .filter(({ period }) => period >= 0),
    periods: [...periods.slice(dropped), { lost, counts: none }],
  };
}

/** @param lost what was lost when it was sent: an answer that belongs to no period, or to another, is not counted */
export function answered(
  { answers, periods }: Tally,
  lost: readonly Losable[],
  one: Omit<Answer, 'period'>,
): Tally {
  const at = periods.length - 1;
  const now = periods[at];
  if (!now || now.lost.join() !== lost.join()) return { answers, periods };
  const of = now.counts[one.kind];
  const counts = { ...now.counts, [one.kind]: { ...of, [one.status]: (of[one.status] ?? 0) + 1 } };
  return {
    answers: [...answers, { ...one, period: at }].slice(-drawn),
    periods: periods.with(at, { ...now, counts }),
  };
}

/** "200 × 14, 503 × 2"; null for none yet */
export function countText(counts: Readonly<Record<number, number>>): string | null {
  const all = Object.entries(counts);
  return all.length === 0
    ? null
    : all.map(([status, n]) => `${status === '0' ? 'no answer' : status} × ${n}`).join(', ');
}

export const lostText = (lost: readonly Losable[]): string =>
  lost.length === 0 ? 'nothing lost' : `${lost.join(' and ')} lost`;

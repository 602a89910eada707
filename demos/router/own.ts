// What a file of somebody's own confidences says: the same functions that judge our model.
import type { Judged } from '#api/intake/model/calibration-error.ts';
import { type Chosen, guaranteed, naive } from '#api/intake/model/threshold.ts';
import type { Table } from './csv.ts';
import { type Reliable, type Risk, reliable, riskOf } from './figures.ts';

export interface Own {
  readonly rows: number;
  readonly right: number;
  readonly reliable: Reliable;
  readonly risk: Risk;
}

export interface OwnPromise {
  readonly alpha: number;
  readonly delta: number;
  readonly guaranteed: Chosen;
  readonly naive: Chosen;
}

export const judgedIn = ({ confidence, correct }: Table): Judged[] =>
  Array.from(confidence, (one, i) => ({ confidence: one, correct: correct[i] === 1 }));

export function ownOf(judged: readonly Judged[]): Own {
  return {
    rows: judged.length,
    right: judged.reduce((sum, { correct }) => sum + (correct ? 1 : 0), 0),
    reliable: reliable(judged),
    risk: riskOf(judged),
  };
}

export const ownPromise = (judged: readonly Judged[], alpha: number, delta: number): OwnPromise => ({
  alpha,
  delta,
  guaranteed: guaranteed(judged, alpha, delta),
  naive: naive(judged, alpha),
});

// What the reader sets, and the policy that comes of it.
import type { Judged } from '#api/intake/model/calibration-error.ts';
import { drift } from '#api/intake/model/measures.ts';
import type { FieldName } from '#api/intake/model/message.ts';
import { byCost, type Chosen, guaranteed, naive } from '#api/intake/model/threshold.ts';
import { type Policy, standing } from '#api/intake/route-by-confidence.ts';

export type Score = 'calibrated' | 'raw';

export interface Settings {
  readonly method: Policy['method'];
  readonly threshold: number;
  /** What a mistake costs, in reviews: decides the threshold where the method is 'cost', and prices mistakes always. */
  readonly mistakeInReviews: number;
  readonly alpha: number;
  readonly delta: number;
  /** Which number the router is given: the probability, or what the model gives itself. */
  readonly score: Score;
  readonly fields: Readonly<Partial<Record<FieldName, number>>>;
  readonly qaRate: number;
  /** Share of messages from elsewhere in the second half of the traffic; 0: all as in the test set. */
  readonly elsewhere: number;
  readonly hold: boolean;
  /** Minutes that a review takes, and what an hour of a reviewer costs, euros. */
  readonly minutes: number;
  readonly hourly: number;
}

export const begin: Settings = {
  method: 'fixed',
  threshold: standing.threshold,
  mistakeInReviews: 10,
  alpha: 0.03,
  delta: 0.1,
  score: 'calibrated',
  fields: {},
  qaRate: standing.qaRate,
  elsewhere: 0,
  hold: true,
  minutes: 2,
  hourly: 36,
};

export interface Examples {
  readonly calibrated: readonly Judged[];
  readonly raw: readonly Judged[];
}

/** The proven threshold and the one that only looks right, from the calibration messages. */
export const promised = (
  { alpha, delta, score }: Pick<Settings, 'alpha' | 'delta' | 'score'>,
  examples: Examples,
): Readonly<Record<'guaranteed' | 'naive', Chosen>> => ({
  guaranteed: guaranteed(examples[score], alpha, delta),
  naive: naive(examples[score], alpha),
});

/** @param proven threshold of the guarantee; where it is not known yet, nothing is approved */
export function policyOf(settings: Settings, proven: number | null): Policy {
  const { method, fields, qaRate } = settings;
  const threshold = {
    fixed: settings.threshold,
    cost: byCost(settings.mistakeInReviews),
    guarantee: proven ?? Number.POSITIVE_INFINITY,
  }[method];
  return { ...standing, method, threshold, fields, qaRate, driftHold: settings.hold ? drift.alarm : null };
}

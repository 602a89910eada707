// From the score that a model gives itself to a probability that can be checked. Pure.
import { byPlatt, type Platt } from './model/fitting.ts';
import { type FieldName, fieldNames } from './model/message.ts';

export type Curves = Readonly<Record<FieldName | 'item', Platt>>;

export interface Confidences {
  /** That all fields are right. */
  readonly item: number;
  readonly fields: Readonly<Record<FieldName, number>>;
}

const isShare = (score: unknown): score is number =>
  typeof score === 'number' && Number.isFinite(score) && score >= 0 && score <= 1;

/** The item's own score before its curve: fields are taken as independent, and the curve puts right what that gets wrong. */
export const product = (scores: Readonly<Record<FieldName, number>>): number =>
  fieldNames.reduce((all, name) => all * scores[name], 1);

/** null when a score is missing or is no share: no signal is not certainty. */
export function calibrate(
  scores: Readonly<Partial<Record<FieldName, unknown>>> | null,
  curves: Curves | null,
): Confidences | null {
  if (scores === null || curves === null || !hasAll(scores)) return null;
  const fields = Object.fromEntries(
    fieldNames.map((name) => [name, byPlatt(curves[name], scores[name])]),
  ) as Record<FieldName, number>;
  return { item: byPlatt(curves.item, product(scores)), fields };
}

const hasAll = (scores: Readonly<Partial<Record<FieldName, unknown>>>): scores is Record<FieldName, number> =>
  fieldNames.every((name) => isShare(scores[name]));

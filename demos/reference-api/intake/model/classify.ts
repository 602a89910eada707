// Multinomial logistic regression over hashed features: a classifier, not a language model. A score is a sum, so what each piece
// of the text contributed is exact and not an estimate.
import type { Feature } from './features.ts';

/** One linear model: `weights[place * classes + class]`, times `scale`. */
export interface Linear {
  readonly classes: number;
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: readonly number[];
}

/** Features are weighted 1 / √n, so that long texts are not louder than short ones. */
export const loudness = (features: readonly Feature[]): number => 1 / Math.sqrt(features.length || 1);

/** Scores before the softmax. */
export function scoresOf({ classes, weights, scale, bias }: Linear, features: readonly Feature[]): number[] {
  const sums = new Float64Array(classes);
  for (const { at } of features)
    for (let c = 0; c < classes; c++) sums[c] = (sums[c] as number) + (weights[at * classes + c] as number);
  const factor = scale * loudness(features);
  return Array.from(sums, (sum, c) => sum * factor + (bias[c] as number));
}

export function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const each = scores.map((score) => Math.exp(score - most));
  const sum = each.reduce((a, b) => a + b, 0);
  return each.map((one) => one / sum);
}

export const best = (values: readonly number[]): number => values.indexOf(Math.max(...values));

export interface Contribution {
  readonly from: number;
  readonly to: number;
  /** What this piece added to the score of the class over the mean of all classes; all of them and the bias make the score. */
  readonly weight: number;
}

/** The pieces of the text that spoke for (and against) one class, character range by character range, strongest first. */
export function contributions(
  { classes, weights, scale }: Linear,
  features: readonly Feature[],
  towards: number,
): Contribution[] {
  const factor = scale * loudness(features);
  const sums = new Map<string, { from: number; to: number; weight: number }>();
  for (const { at, from, to } of features) {
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += (weights[at * classes + c] as number) / classes;
    const weight = ((weights[at * classes + towards] as number) - mean) * factor;
    const key = `${from}-${to}`;
    const one = sums.get(key) ?? { from, to, weight: 0 };
    one.weight += weight;
    sums.set(key, one);
  }
  return [...sums.values()].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

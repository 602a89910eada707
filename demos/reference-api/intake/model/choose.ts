// Which candidate is meant, or none: a softmax over their weights (conditional logit, McFadden 1974), so that the answer comes
// with a probability.
import { type Candidate, candidatesOf, type Kind } from './candidates.ts';
import { softmax } from './classify.ts';

export interface Choice {
  readonly value: string | number | null;
  readonly confidence: number;
  /** Where it stands; null where there is none. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Chances of no value (first) and of each candidate. @param weights one for each of `evidence` */
export const chances = (candidates: readonly Candidate[], weights: readonly number[]): number[] =>
  softmax([
    weights[0] as number,
    ...candidates.map(({ facts }) => facts.reduce((sum, at) => sum + (weights[at] as number), 0)),
  ]);

/** Candidates of one value speak for it together. */
export function choose(kind: Kind, text: string, weights: readonly number[]): Choice {
  const candidates = candidatesOf(kind, text);
  const [none, ...each] = chances(candidates, weights) as [number, ...number[]];
  let found: Choice = { value: null, confidence: none, from: null, to: null };
  const sums = new Map<string | number, number>();
  candidates.forEach(({ value, from, to }, i) => {
    const sum = (sums.get(value) ?? 0) + (each[i] as number);
    sums.set(value, sum);
    if (sum > found.confidence) found = { value, confidence: sum, from, to };
  });
  return { ...found, confidence: Math.min(1, found.confidence) };
}

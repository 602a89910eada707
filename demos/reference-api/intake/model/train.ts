// Makes the model from generated messages: deterministic, a few seconds. make-command.ts writes the result beside this file.
import { type Candidate, candidatesOf, evidence, type Kind, kinds } from './candidates.ts';
import { chances } from './choose.ts';
import { type Linear, loudness, softmax } from './classify.ts';
import { type Feature, featuresOf, places } from './features.ts';
import type { Message } from './generate.ts';
import { random } from './random.ts';

export interface Settings {
  readonly rounds: number;
  readonly rate: number;
  /** Weights shrink by this share of themselves whenever they are used. */
  readonly shrink: number;
  readonly seed: number;
}

/** Stochastic gradient descent with a falling rate, then weights in whole steps of 1 / 127 of the largest. */
export function trainLinear(
  examples: readonly { readonly features: readonly Feature[]; readonly right: number }[],
  classes: number,
  { rounds, rate, shrink, seed }: Settings,
): Linear {
  const weights = new Float64Array(places * classes);
  const bias = Array.from({ length: classes }, () => 0);
  const order = examples.map((_, i) => i);
  const draw = random(seed);
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = draw.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    const step = rate / (1 + round);
    for (const i of order) {
      const { features, right } = examples[i] as (typeof examples)[number];
      const loud = loudness(features);
      const scores = [...bias];
      for (const { at } of features)
        for (let c = 0; c < classes; c++)
          scores[c] = (scores[c] as number) + (weights[at * classes + c] as number) * loud;
      const slope = softmax(scores).map((p, c) => p - (c === right ? 1 : 0));
      for (let c = 0; c < classes; c++) bias[c] = (bias[c] as number) - step * 0.1 * (slope[c] as number);
      for (const { at } of features)
        for (let c = 0; c < classes; c++) {
          const w = at * classes + c;
          weights[w] = (weights[w] as number) * (1 - shrink) - step * loud * (slope[c] as number);
        }
    }
  }
  const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  const scale = largest / 127;
  return {
    classes,
    weights: Int8Array.from(weights, (w) => Math.round(w / scale)),
    scale,
    bias: bias.map((b) => Math.round(b * 1e6) / 1e6),
  };
}

/** Weights of `evidence` for one kind of fact. */
export function trainChoice(kind: Kind, messages: readonly Message[], rounds = 12): number[] {
  const weights = evidence.map(() => 0);
  const examples: { candidates: Candidate[]; right: boolean[] }[] = messages.map(({ text, truth }) => {
    const candidates = candidatesOf(kind, text);
    return {
      candidates,
      right: [truth[kind] === null, ...candidates.map(({ value }) => value === truth[kind])],
    };
  });
  for (let round = 0; round < rounds; round++) {
    const step = 0.3 / (1 + round);
    for (const { candidates, right } of examples) {
      const found = chances(candidates, weights);
      const mass = found.reduce((sum, p, i) => sum + (right[i] ? p : 0), 0);
      // What is meant is not among them: nothing can be learnt from that.
      if (mass < 1e-12) continue;
      found.forEach((p, i) => {
        const slope = step * (p - (right[i] ? p / mass : 0));
        for (const at of i === 0 ? [0] : (candidates[i - 1] as Candidate).facts)
          weights[at] = (weights[at] as number) - slope;
      });
    }
  }
  return weights.map((w) => Math.round(w * 1e3) / 1e3);
}

export const trainChoices = (messages: readonly Message[]): Record<Kind, number[]> =>
  Object.fromEntries(kinds.map((kind) => [kind, trainChoice(kind, messages)])) as Record<Kind, number[]>;

/** Which of the places any training text used: what is not among them is new to the model. */
export function knownPlaces(texts: readonly string[]): Uint8Array {
  const known = new Uint8Array(places / 8);
  for (const text of texts)
    for (const { at } of featuresOf(text)) known[at >> 3] = (known[at >> 3] as number) | (1 << (at & 7));
  return known;
}

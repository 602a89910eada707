// Rows under a policy, in the order they came, batch by batch as the service takes them: what goes out by itself, what goes to a
// person and why, and how far the traffic has moved.
import { drift, histogram, stability } from '#api/intake/model/measures.ts';
import { type Policy, type Routed, routeByConfidence } from '#api/intake/route-by-confidence.ts';
import type { Model, Row } from './row.ts';
import type { Score } from './settings.ts';

/** As many as the service takes at once. */
const batch = 100;

export interface Way extends Routed {
  readonly row: Row;
  /** What the router was told of the whole; null: nothing. */
  readonly confidence: number | null;
}

export interface Ways {
  readonly ways: readonly Way[];
  /** Stability index before each batch; null while there is too little to say. */
  readonly index: readonly (number | null)[];
}

export const confidenceOf = (row: Row, score: Score): number | null =>
  row.confidence === null ? null : score === 'raw' ? row.raw : row.confidence.item;

export function wayOf(row: Row, policy: Policy, score: Score, model: Model, index: number): Way {
  const confidence = confidenceOf(row, score);
  const fieldConfidence = score === 'raw' ? row.scores : (row.confidence?.fields ?? {});
  const { id, fields, novelty } = row;
  const { noveltyLimit } = model;
  return {
    ...routeByConfidence(
      { id, fields: fields as never, confidence, fieldConfidence, novelty, noveltyLimit, drift: index },
      policy,
    ),
    row,
    confidence,
  };
}

/** Does not depend on the policy, so a dragged threshold need not compute it again. */
export function indexOf(rows: readonly Row[], model: Model): Ways['index'] {
  const index: (number | null)[] = [];
  for (let from = 0; from < rows.length; from += batch) index.push(indexBefore(rows, from, model));
  return index;
}

export function routeAll(
  rows: readonly Row[],
  policy: Policy,
  score: Score,
  model: Model,
  index = indexOf(rows, model),
): Ways {
  const ways = rows.map((row, at) => wayOf(row, policy, score, model, index[Math.floor(at / batch)] ?? 0));
  return { ways, index };
}

/** Over the calibrated confidences of the last 500, as the service counts them. */
function indexBefore(rows: readonly Row[], before: number, { usual }: Model): number | null {
  const seen = rows
    .slice(Math.max(0, before - drift.window), before)
    .flatMap(({ confidence }) => confidence?.item ?? []);
  return seen.length < drift.least ? null : stability(usual, histogram(seen));
}

/** "low_confidence:date" belongs to "low_confidence". */
export const kindOf = (reason: string): string => reason.split(':', 1)[0] as string;

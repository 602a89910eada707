// Who decides: nobody, or a person. A pure function of the item and the policy, so that any decision can be made again and
// checked. Whatever it cannot decide goes to a person.
import { type FieldName, fieldNames } from './model/message.ts';
import type { Intent } from './model/phrases.ts';

export interface Policy {
  /** 0: the service's own. */
  readonly version: number;
  readonly method: 'fixed' | 'cost' | 'guarantee';
  /** Approve from here on; above 1: never. */
  readonly threshold: number;
  /** The same for single fields, where they have one of their own. */
  readonly fields: Readonly<Partial<Record<FieldName, number>>>;
  /** Share of what would be approved that a person sees all the same. */
  readonly qaRate: number;
  /** Fields without which an intent cannot be acted on. */
  readonly required: Readonly<Partial<Record<Intent, readonly FieldName[]>>>;
  /** Above this much drift everything waits for people; null: never. */
  readonly driftHold: number | null;
  /** Sums above this many cents are seen by two people; null: by one. */
  readonly secondAbove: number | null;
}

const parcel = ['orderNumber'] as const;
export const standing: Policy = {
  version: 0,
  method: 'fixed',
  threshold: 0.9,
  fields: {},
  qaRate: 0.05,
  required: { refund: parcel, delivery: parcel, cancellation: parcel, address: parcel, damage: parcel },
  driftHold: 0.25,
  secondAbove: 50_000,
};

/** What the router is told of an item. Types are not trusted: the numbers come from a model. */
export interface Scored {
  readonly id: string;
  /** null: no answer that fits the contract. */
  readonly fields: Readonly<Record<FieldName, unknown>> | null;
  /** Calibrated; null: there is no signal. */
  readonly confidence: unknown;
  readonly fieldConfidence: Readonly<Partial<Record<FieldName, unknown>>>;
  /** Share of unknown vocabulary, and above which share that counts. */
  readonly novelty?: number;
  readonly noveltyLimit?: number;
  /** Stability index of the last items. */
  readonly drift?: number;
  /** Somebody asked for a person. */
  readonly manual?: boolean;
}

/** "low_confidence", "low_confidence:date", "missing_field:orderNumber", … */
export type Reason =
  | 'schema_invalid'
  | 'no_answer'
  | 'no_confidence_signal'
  | 'low_confidence'
  | `low_confidence:${FieldName}`
  | 'cost_policy'
  | `missing_field:${FieldName}`
  | 'novel_vocabulary'
  | 'drift_hold'
  | 'qa_sample'
  | 'manual';

export interface Routed {
  readonly to: 'auto' | 'human';
  /** Why a person; empty when nobody. */
  readonly reasons: readonly Reason[];
}

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1;

export function routeByConfidence(item: Scored, policy: Policy): Routed {
  const reasons: Reason[] = item.fields === null ? ['schema_invalid'] : [...missing(item.fields, policy)];
  if (item.manual === true) reasons.push('manual');
  if (!isShare(item.confidence)) reasons.push('no_confidence_signal');
  else if (!(item.confidence >= policy.threshold))
    reasons.push(policy.method === 'cost' ? 'cost_policy' : 'low_confidence');
  for (const name of fieldNames) {
    const least = policy.fields[name];
    if (least === undefined) continue;
    const found = item.fieldConfidence[name];
    if (!isShare(found) || !(found >= least)) reasons.push(`low_confidence:${name}`);
  }
  if ((item.novelty ?? 0) > (item.noveltyLimit ?? 1)) reasons.push('novel_vocabulary');
  if (policy.driftHold !== null && !((item.drift ?? 0) < policy.driftHold)) reasons.push('drift_hold');
  if (reasons.length === 0 && shareOf(item.id) < policy.qaRate) reasons.push('qa_sample');
  return { to: reasons.length === 0 ? 'auto' : 'human', reasons };
}

function missing(fields: Readonly<Record<FieldName, unknown>>, { required }: Policy): Reason[] {
  const needed = Object.hasOwn(required, String(fields.intent)) ? required[fields.intent as Intent] : [];
  return (needed ?? [])
    .filter((name) => fields[name] === null)
    .map((name): Reason => `missing_field:${name}`);
}

/** An id as a number in [0, 1), the same each time: sampling that can be checked afterwards. FNV-1a, 32 bits, mixed. */
export function shareOf(id: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    h ^= id.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return (h >>> 0) / 4_294_967_296;
}

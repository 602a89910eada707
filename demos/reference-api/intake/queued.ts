// An item as it is put in the queue: what a reviewer is shown, why, how soon, and what an approval of it will be bound to.
import type { NewItem } from '../review/store.ts';
import { type Bound, digestOf } from './bound.ts';
import type { Judgement } from './judgement.ts';
import type { Urgency } from './model/phrases.ts';
import type { Policy } from './route-by-confidence.ts';
import type { StoredInput } from './store.ts';

const rank: Readonly<Record<Urgency, number>> = { low: 0, normal: 1, high: 2 };
/** Hours until somebody should have decided, by rank. */
const hours = [24, 8, 1] as const;

export async function queued(
  input: StoredInput,
  { faults, confidence, routed }: Judgement,
  bound: Bound,
  { secondAbove }: Policy,
  now: Date,
): Promise<NewItem> {
  const { fields } = bound;
  const priority = rank[fields?.urgency ?? 'normal'];
  const twice = secondAbove !== null && (fields?.amountCents ?? 0) > secondAbove;
  return {
    input_id: input.id,
    organisation_id: input.organisation_id,
    author: input.created_by,
    reasons: routed.reasons,
    pattern: [fields?.intent ?? 'none', ...[...routed.reasons].sort()].join('+'),
    priority,
    due_at: new Date(now.getTime() + (hours[priority] ?? 24) * 3_600_000).toISOString(),
    draft: {
      ...bound,
      faults,
      confidence: confidence?.item ?? null,
      fieldConfidence: confidence?.fields ?? null,
      twice,
      corrected: false,
    },
    draft_hash: await digestOf(bound),
  };
}

// An item in the form of the wire.
import { hexOf } from '../intake/bound.ts';
import type { Item } from './store.ts';

export const summaryOf = (item: Item) => ({
  id: item.input_id,
  state: item.state,
  reasons: item.reasons,
  pattern: item.pattern,
  priority: item.priority,
  escalated: item.escalated,
  dueAt: item.due_at.toISOString(),
  createdAt: item.created_at.toISOString(),
  confidence: item.draft.confidence,
  author: item.author,
  firstBy: item.first_by,
  claimedBy: item.claimed_by,
  leaseUntil: item.lease_until?.toISOString() ?? null,
  fence: item.fence,
});

export const claimedOf = (item: Item, text: string) => ({
  ...summaryOf(item),
  text,
  fields: item.draft.fields,
  faults: item.draft.faults,
  fieldConfidence: item.draft.fieldConfidence,
  hash: hexOf(item.draft_hash),
  twice: item.draft.twice,
  model: item.draft.model,
  policyVersion: item.draft.policyVersion,
  schemaVersion: item.draft.schemaVersion,
});

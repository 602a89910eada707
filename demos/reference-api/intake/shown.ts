import { hexOf } from './bound.ts';
import type { StoredInput } from './store.ts';

/** An input in the form of the wire, without its text. */
export const summaryOf = ({ id, source, state, hash, confidence, created_at }: StoredInput) => ({
  id,
  source,
  state,
  hash: hexOf(hash),
  confidence,
  createdAt: created_at.toISOString(),
});

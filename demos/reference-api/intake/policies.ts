// Policies as they are kept, and how one comes about. A version is never changed: what it approved can always be explained.
import { Problem } from '../problem.ts';
import type { PolicySettings } from './contract.ts';
import { byCost, guaranteed } from './model/threshold.ts';
import type { Processor } from './processor.ts';
import { type Policy, standing } from './route-by-confidence.ts';
import type { StoredPolicy } from './store.ts';

/** What is kept: JSON has no number for "never", so that threshold is null. */
export type KeptPolicy = Omit<Policy, 'version' | 'threshold'> & { readonly threshold: number | null };

/** @throws Problem 'invalid-input' where nothing can be proven because this processor has no calibrated examples. */
export function policyFrom(asked: PolicySettings, processor: Processor): KeptPolicy {
  const { method, fields, qaRate, driftHold, secondAbove } = asked;
  const rest = { method, fields, qaRate, driftHold, secondAbove, required: standing.required };
  if (method === 'fixed') return { ...rest, threshold: asked.threshold as number };
  if (method === 'cost') return { ...rest, threshold: byCost(asked.mistakeInReviews as number) };
  const examples = processor.examples();
  if (examples === null)
    throw new Problem('invalid-input', {
      layer: 'L5',
      rule: 'policies.examples',
      errors: [{ pointer: '/method', detail: 'needs labelled examples of this model, and there are none' }],
    });
  const { threshold } = guaranteed(examples, asked.alpha as number, asked.delta as number);
  return { ...rest, threshold: Number.isFinite(threshold) ? threshold : null };
}

export function policyOf(row: StoredPolicy | undefined): Policy {
  if (row === undefined) return standing;
  const kept = row.settings as unknown as KeptPolicy;
  return { ...kept, threshold: kept.threshold ?? Number.POSITIVE_INFINITY, version: row.version };
}

export const shownPolicy = (policy: Policy) => ({
  ...policy,
  threshold: Number.isFinite(policy.threshold) ? policy.threshold : null,
});

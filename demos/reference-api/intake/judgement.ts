// Contract, calibration and route of one answer: everything between the processor and whoever decides. It asks nobody and
// nothing, so an old item is judged again exactly as it was (replay), by its own versions.
import { type Confidences, type Curves, calibrate } from './calibrate.ts';
import { schemaVersion } from './contract.ts';
import type { Answered } from './processor.ts';
import { type Policy, type Routed, routeByConfidence } from './route-by-confidence.ts';
import { type Draft, validate } from './validate.ts';

/** Kept, sealed, with every input that was answered. */
export interface Evidence extends Omit<Answered, 'raw'> {
  /** null: there was no answer. */
  readonly raw: string | null;
  readonly prompt: string;
  readonly curves: Curves | null;
  readonly noveltyLimit: number;
  readonly drift: number;
  readonly schemaVersion: number;
  readonly policyVersion: number;
}

export interface Judgement {
  readonly fields: Draft | null;
  readonly faults: readonly string[];
  readonly confidence: Confidences | null;
  readonly routed: Routed;
}

export function judgement(id: string, manual: boolean, evidence: Evidence, policy: Policy): Judgement {
  const { raw, scores, curves, novelty, noveltyLimit, drift } = evidence;
  const validated = raw === null ? null : validate(raw);
  const fields = validated?.kind === 'valid' ? validated.fields : null;
  const confidence = fields === null ? null : calibrate(scores, curves);
  const routed = routeByConfidence(
    {
      id,
      fields,
      confidence: confidence?.item ?? null,
      fieldConfidence: confidence?.fields ?? {},
      novelty,
      noveltyLimit,
      drift,
      manual,
    },
    policy,
  );
  return {
    fields,
    faults: validated?.kind === 'invalid' ? validated.faults : [],
    confidence,
    routed: raw === null ? { to: 'human', reasons: ['no_answer'] } : routed,
  };
}

export const evidenceOf = (
  answered: Answered | null,
  context: Pick<Evidence, 'prompt' | 'curves' | 'noveltyLimit' | 'drift' | 'policyVersion'>,
): Evidence => ({
  ...(answered ?? { raw: null, scores: null, model: '-', calls: 0, tokens: 0, novelty: 0 }),
  ...context,
  schemaVersion,
});

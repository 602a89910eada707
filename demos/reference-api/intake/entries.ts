// One entry of the trail for each step of an input: hash of what came in → model → contract → route → where it went.
import type { Entry } from '../audit/entry.ts';
import type { NewItem } from '../review/store.ts';
import { hexOf } from './bound.ts';
import type { Evidence, Judgement } from './judgement.ts';
import type { NewOutput, StoredInput } from './store.ts';

export interface Happened {
  readonly evidence: Evidence;
  readonly judged: Judgement;
  readonly output: NewOutput | null;
  readonly item: NewItem | null;
}

type Said = Pick<Entry, 'action' | 'decision' | 'rule'> & { readonly details: NonNullable<Entry['details']> };

/** By nobody in particular: the subject is null. */
export const entryOfPipeline = (input: StoredInput, at: number, said: Said): Entry => ({
  at,
  organisation: input.organisation_id,
  subject: null,
  resource: input.id,
  trace: input.trace,
  ...said,
});

export function entriesOf(
  input: StoredInput,
  at: number,
  { evidence, judged, output, item }: Happened,
): Entry[] {
  const { model, prompt, calls, tokens, policyVersion, schemaVersion } = evidence;
  const { fields, faults, confidence, routed } = judged;
  const auto = routed.to === 'auto';
  const said: Said[] = [
    {
      action: 'pipeline.call',
      decision: evidence.raw === null ? 'deny' : 'allow',
      rule: 'pipeline.call',
      details: { input: hexOf(input.hash), model, prompt, calls, tokens },
    },
    {
      action: 'pipeline.validate',
      decision: fields === null ? 'deny' : 'allow',
      rule: 'pipeline.contract',
      details: { schema: schemaVersion, faults: faults.join(' ') },
    },
    {
      action: 'pipeline.route',
      decision: auto ? 'allow' : 'deny',
      rule: 'pipeline.policy',
      details: {
        policy: policyVersion,
        confidence: confidence?.item ?? null,
        to: routed.to,
        reasons: routed.reasons.join(' '),
      },
    },
    auto
      ? stored(output as NewOutput)
      : {
          action: 'pipeline.queue',
          decision: 'allow',
          rule: 'pipeline.queue',
          details: { draft: item?.draft_hash ?? null },
        },
  ];
  return said.map((one) => entryOfPipeline(input, at, one));
}

export const stored = ({ output_hash, how, model, policy_version }: NewOutput): Said => ({
  action: 'pipeline.store',
  decision: 'allow',
  rule: 'pipeline.store',
  details: { output: output_hash, how, model, policy: policy_version },
});

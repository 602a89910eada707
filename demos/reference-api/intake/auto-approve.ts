// An approved item becomes an output: first the object, then, in one transaction with the end of the input and the entries of
// the trail, the row that refers to it. A crash in between leaves an object that nothing refers to, never the reverse.
import type { Deps } from '../deps.ts';
import { rowOf } from '../storage/row-of.ts';
import type { Vault } from '../vault/vault.ts';
import { type Bound, digestOf } from './bound.ts';
import type { NewOutput } from './store.ts';

export interface Approved extends Bound {
  readonly id: string;
  readonly organisation: string;
  readonly how: NewOutput['how'];
  readonly confidence: number | null;
  readonly decidedBy: string | null;
}

/** Puts the object, sealed, under a name that says what is in it: writing it twice is writing it once. @returns the row to store */
export async function outputOf(
  { objects }: Pick<Deps, 'objects'>,
  vault: Pick<Vault, 'seal'>,
  approved: Approved,
): Promise<NewOutput> {
  const { id, organisation, how, confidence, decidedBy, ...bound } = approved;
  const hash = await digestOf(bound);
  const key = `outputs/${organisation}/${id}/${hash}.sealed`;
  const text = JSON.stringify({ id, ...bound, how, confidence, decidedBy });
  const sealed = await vault.seal('outputs', 'object', rowOf(organisation, id), text);
  await objects.putOnce(key, sealed, 'application/octet-stream');
  return {
    input_id: id,
    organisation_id: organisation,
    fields: bound.fields ?? {},
    how,
    confidence,
    input_hash: bound.inputHash,
    output_hash: hash,
    model: bound.model,
    prompt: bound.prompt,
    schema_version: bound.schemaVersion,
    policy_version: bound.policyVersion,
    object_key: key,
    decided_by: decidedBy,
  };
}

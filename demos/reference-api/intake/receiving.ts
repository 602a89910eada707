// Raw inputs come in: kept as they came, sealed, before anything else happens. What they become is the pipeline's.
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import { record } from '../audit/append.ts';
import { Problem } from '../problem.ts';
import type { Call, Reply } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import { admit } from './admit.ts';
import { base64Of, hexOf } from './bound.ts';
import type { Raw } from './contract.ts';
import { type Evidence, judgement } from './judgement.ts';
import { policyOf } from './policies.ts';
import { messagesOf } from './read-input.ts';
import type { Beside } from './services.ts';
import { summaryOf } from './shown.ts';
import {
  countWaiting,
  findInput,
  findInputs,
  findOutput,
  findPolicies,
  insertInputs,
  type StoredInput,
  type StoredPolicy,
} from './store.ts';

/** Inputs of one organisation that may wait for the pipeline. */
export const mostWaiting = 10_000;

export async function receive(call: Call, beside: Beside, raw: Raw): Promise<Reply> {
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const { entry } = await admit(call, 'intake.create');
  const messages = await messagesOf(raw, beside.readPdf);
  const inputs = await Promise.all(
    messages.map(async ({ source, original, text }) => {
      const id = deps.ids.uuid();
      const kept = JSON.stringify({ text, original: base64Of(original) });
      const sealed = await beside.vault.seal('inputs', 'raw', rowOf(organisation, id), kept);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', original as Uint8Array<ArrayBuffer>));
      return {
        id,
        trace: call.trace,
        source,
        hash: base64Of(hash),
        raw: base64Of(sealed),
        manual: raw.manual === true,
      };
    }),
  );
  const at = new Date(deps.clock.now());
  const rows = await deps.database.transaction({ organisation, user, role }, async (tx) => {
    if ((await countWaiting(tx, mostWaiting)) + inputs.length > mostWaiting) return null;
    const stored = await insertInputs(tx, { organisation, user }, inputs, at);
    await record(tx, entry(inputs.length === 1 ? (inputs[0]?.id ?? null) : null, { inputs: inputs.length }));
    return stored;
  });
  if (rows === null) {
    // The transaction of a creating call is about to be rolled back: it is noted.
    beside.trail.note(entry(null, { outcome: 'unavailable' }));
    throw new Problem('unavailable', { layer: 'L5', rule: 'intake.full', headers: { 'retry-after': '60' } });
  }
  beside.kick(0);
  return { status: 201, body: { inputs: rows.map(summaryOf) } };
}

export async function list(call: Call, beside: Beside, most: number, state: string | null): Promise<Reply> {
  const { organisation, user, role } = call.principal;
  const { entry } = await admit(call, 'intake.list');
  const rows = await call.deps.database.transaction({ organisation, user, role }, (tx) =>
    findInputs(tx, most, state),
  );
  beside.trail.note(entry(null, { shown: rows.length }));
  return { status: 200, body: { inputs: rows.map(summaryOf) } };
}

export async function read(call: Call, beside: Beside, id: string): Promise<Reply> {
  const { row, output } = await seen(call, beside, id, 'intake.read');
  const kept = JSON.parse(
    await beside.vault.open('inputs', 'raw', rowOf(row.organisation_id, id), row.raw_sealed),
  ) as { text: string };
  return {
    status: 200,
    body: {
      ...summaryOf(row),
      text: kept.text,
      output: output && {
        fields: output.fields,
        how: output.how,
        confidence: output.confidence,
        inputHash: hexOf(output.input_hash),
        outputHash: hexOf(output.output_hash),
        model: output.model,
        prompt: output.prompt,
        schemaVersion: output.schema_version,
        policyVersion: output.policy_version,
        decidedBy: output.decided_by,
        createdAt: output.created_at.toISOString(),
      },
    },
  };
}

/** Judges it once more, by what was kept and by the versions of then. */
export async function replay(call: Call, beside: Beside, id: string): Promise<Reply> {
  const { row, policy } = await seen(call, beside, id, 'intake.replay');
  if (row.answer_sealed === null)
    throw new Problem('conflict', { layer: 'L5', rule: 'intake.not-judged-yet' });
  const text = await beside.vault.open('inputs', 'answer', rowOf(row.organisation_id, id), row.answer_sealed);
  const evidence = JSON.parse(text) as Evidence;
  const { fields, faults, confidence, routed } = judgement(
    id,
    row.manual,
    evidence,
    policy(evidence.policyVersion),
  );
  return {
    status: 200,
    body: {
      to: routed.to,
      reasons: routed.reasons,
      fields,
      faults,
      confidence: confidence?.item ?? null,
      fieldConfidence: confidence?.fields ?? null,
      model: evidence.model,
      prompt: evidence.prompt,
      schemaVersion: evidence.schemaVersion,
      policyVersion: evidence.policyVersion,
      calls: evidence.calls,
      tokens: evidence.tokens,
      drift: evidence.drift,
      novelty: evidence.novelty,
    },
  };
}

async function seen(call: Call, { trail }: Beside, id: string, action: 'intake.read' | 'intake.replay') {
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const found = await deps.database.transaction({ organisation, user, role }, async (tx) => {
    const row = await findInput(tx, id);
    const output = row === undefined ? undefined : await findOutput(tx, id);
    const policies = new Map<number, StoredPolicy>();
    if (action === 'intake.replay' && row !== undefined)
      for (const one of await findPolicies(tx, 10_000)) policies.set(one.version, one);
    return { row, output, policies };
  });
  const { row } = found;
  const resource = row && {
    organisation: row.organisation_id,
    owner: row.created_by,
    department: null,
    classification: null,
    locked: false,
  };
  const verdict = judgeOf(call)(principal, action, resource ?? null);
  const entry = entryOf(call, action, id, verdict);
  if (!verdict.allow || row === undefined) {
    await record(deps.database, entry);
    throw refusal(verdict);
  }
  trail.note(entry);
  const policy = (version: number) => policyOf(found.policies.get(version));
  return { row: row as StoredInput, output: found.output ?? null, policy };
}

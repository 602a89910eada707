// SQL of inputs, outputs and policies. The pipeline's statements run in a transaction that api.enter_pipeline opened for one
// organisation; bulk values travel as one JSON text.
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

export interface StoredInput extends Record<string, unknown> {
  readonly id: string;
  readonly organisation_id: string;
  readonly created_by: string;
  readonly trace: string;
  readonly source: string;
  readonly hash: Uint8Array;
  readonly raw_sealed: Uint8Array;
  readonly manual: boolean;
  readonly state: 'received' | 'answered' | 'review' | 'decided' | 'stored' | 'rejected';
  readonly answer_sealed: Uint8Array | null;
  readonly fence: number;
  readonly attempts: number;
  readonly confidence: number | null;
  readonly created_at: Date;
}

export interface NewInput {
  readonly id: string;
  readonly trace: string;
  readonly source: string;
  /** Base64, as all bytes in here. */
  readonly hash: string;
  readonly raw: string;
  readonly manual: boolean;
}

export const insertInputs = (
  tx: Transaction,
  owner: { readonly organisation: string; readonly user: string },
  inputs: readonly NewInput[],
  at: Date,
) =>
  tx.query<StoredInput>(sql`insert into inputs (id, organisation_id, created_by, trace, source, hash, raw_sealed, manual, due_at, created_at)
    select t.id, ${owner.organisation}, ${owner.user}, t.trace, t.source, decode(t.hash, 'base64'), decode(t.raw, 'base64'), t.manual, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(inputs)}::jsonb) as t(id uuid, trace text, source text, hash text, raw text, manual boolean)
    returning *`);

/** How many are not judged yet, counted up to `most`. */
export async function countWaiting(tx: Transaction, most: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(sql`select count(*)::integer as n
    from (select from inputs where state in ('received', 'answered') limit ${most}) as waiting`);
  return (row as { n: number }).n;
}

/** Opens the scope of the pipeline: one organisation, nobody in particular. */
export const enterPipeline = (tx: Transaction, organisation: string) =>
  tx.query(sql`select api.enter_pipeline(${organisation})`);

/** Organisations with work that is due. */
export async function due(db: Transaction, at: Date): Promise<string[]> {
  const rows = await db.query<{ organisation: string }>(sql`select organisation from intake.due(${at})`);
  return rows.map(({ organisation }) => organisation);
}

/**
 * Takes up to `most` due inputs for this worker; others are passed over and not waited for. They are chosen in a WITH, which runs
 * once: inside an IN, PostgreSQL may choose anew for each row and so take more (some plans do, once the table has grown).
 */
export const lease = (tx: Transaction, at: Date, until: Date, most: number) =>
  tx.query<StoredInput>(sql`with chosen as materialized (
      select id from inputs where state in ('received', 'answered', 'decided') and due_at <= ${at}
        and (lease_until is null or lease_until <= ${at})
      order by due_at, id limit ${most} for update skip locked)
    update inputs i set lease_until = ${until}, fence = i.fence + 1, attempts = i.attempts + 1
    from chosen where i.id = chosen.id returning i.*`);

export interface Kept {
  readonly id: string;
  readonly fence: number;
  readonly answer: string;
  readonly calls: number;
  readonly tokens: number;
}

/** The answer is kept before it is used: what was paid for is not paid for again. */
export const keepAnswers = (tx: Transaction, kept: readonly Kept[]) =>
  tx.query<{
    id: string;
  }>(sql`update inputs i set state = 'answered', answer_sealed = decode(t.answer, 'base64'),
      calls = i.calls + t.calls, tokens = i.tokens + t.tokens
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as t(id uuid, fence integer, answer text, calls integer, tokens integer)
    where i.id = t.id and i.fence = t.fence and i.state = 'received' returning i.id`);

/** Gives an input back, to be tried again later. */
export const postpone = (tx: Transaction, id: string, fence: number, until: Date, calls: number) =>
  tx.query(sql`update inputs set lease_until = null, due_at = ${until}, calls = calls + ${calls}
    where id = ${id} and fence = ${fence}`);

export interface Ended {
  readonly id: string;
  readonly fence: number;
  readonly state: 'review' | 'stored' | 'rejected';
  readonly answer: string | null;
  readonly calls: number;
  readonly tokens: number;
  readonly confidence: number | null;
}

/** @returns ids that this worker still held: only their rows may be written. */
export async function end(tx: Transaction, ended: readonly Ended[]): Promise<Set<string>> {
  const rows = await tx.query<{
    id: string;
  }>(sql`update inputs i set state = t.state, lease_until = null, confidence = coalesce(t.confidence, i.confidence),
      answer_sealed = coalesce(decode(t.answer, 'base64'), i.answer_sealed), calls = i.calls + t.calls, tokens = i.tokens + t.tokens
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb)
      as t(id uuid, fence integer, state text, answer text, calls integer, tokens integer, confidence double precision)
    where i.id = t.id and i.fence = t.fence and i.state in ('received', 'answered', 'decided') returning i.id`);
  return new Set(rows.map(({ id }) => id));
}

export interface NewOutput {
  readonly input_id: string;
  readonly organisation_id: string;
  readonly fields: object;
  readonly how: 'auto' | 'approved' | 'corrected';
  readonly confidence: number | null;
  readonly input_hash: string;
  readonly output_hash: string;
  readonly model: string;
  readonly prompt: string;
  readonly schema_version: number;
  readonly policy_version: number;
  readonly object_key: string;
  readonly decided_by: string | null;
}

export const insertOutputs = (tx: Transaction, outputs: readonly NewOutput[], at: Date) =>
  tx.query(sql`insert into outputs
    select t.input_id, t.organisation_id, t.fields, t.how, t.confidence, decode(t.input_hash, 'hex'), decode(t.output_hash, 'hex'),
      t.model, t.prompt, t.schema_version, t.policy_version, t.object_key, t.decided_by, ${at}
    from jsonb_to_recordset(${JSON.stringify(outputs)}::jsonb) as t(input_id uuid, organisation_id uuid, fields jsonb, how text,
      confidence double precision, input_hash text, output_hash text, model text, prompt text, schema_version integer,
      policy_version integer, object_key text, decided_by uuid)`);

export interface StoredOutput extends Record<string, unknown> {
  readonly fields: Record<string, unknown>;
  readonly how: 'auto' | 'approved' | 'corrected';
  readonly confidence: number | null;
  readonly input_hash: Uint8Array;
  readonly output_hash: Uint8Array;
  readonly model: string;
  readonly prompt: string;
  readonly schema_version: number;
  readonly policy_version: number;
  readonly decided_by: string | null;
  readonly created_at: Date;
}

export async function findInput(tx: Transaction, id: string): Promise<StoredInput | undefined> {
  const [row] = await tx.query<StoredInput>(sql`select * from inputs where id = ${id}`);
  return row;
}

export async function findOutput(tx: Transaction, id: string): Promise<StoredOutput | undefined> {
  const [row] = await tx.query<StoredOutput>(sql`select * from outputs where input_id = ${id}`);
  return row;
}

export const findInputs = (tx: Transaction, most: number, state: string | null) =>
  tx.query<StoredInput>(sql`select * from inputs where ${state}::text is null or state = ${state}
    order by created_at desc, id desc limit ${most}`);

/** Counts of the last confidences in ten bins. */
export async function recentConfidences(tx: Transaction, window: number): Promise<number[]> {
  const rows = await tx.query<{
    bin: number;
    n: number;
  }>(sql`select least(width_bucket(c, 0, 1, 10), 10) as bin, count(*)::integer as n
    from (select confidence as c from inputs where confidence is not null and organisation_id = api.organisation()
      order by id desc limit ${window}) as recent group by 1`);
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { bin, n } of rows) counts[bin - 1] = n;
  return counts;
}

export interface StoredPolicy extends Record<string, unknown> {
  readonly version: number;
  readonly settings: Record<string, unknown>;
}

/** Newest first. */
export const findPolicies = (tx: Transaction, most: number) =>
  tx.query<StoredPolicy>(sql`select version, settings from policies order by version desc limit ${most}`);

/** @returns its version; undefined when another was written at the same moment. */
export async function insertPolicy(
  tx: Transaction,
  owner: { readonly organisation: string; readonly user: string },
  settings: object,
  at: Date,
): Promise<number | undefined> {
  const [row] = await tx.query<{
    version: number;
  }>(sql`insert into policies (organisation_id, version, settings, created_by, created_at)
    select ${owner.organisation}, coalesce(max(version), 0) + 1, ${JSON.stringify(settings)}::jsonb, ${owner.user}, ${at} from policies
    on conflict do nothing returning version`);
  return row?.version;
}

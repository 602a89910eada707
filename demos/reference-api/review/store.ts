// SQL of the queue. A claim is a lease with a fence number; whoever holds an older number changes nothing.
import type { Bound } from '../intake/bound.ts';
import type { FieldName } from '../intake/model/message.ts';
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

/** What a reviewer is shown, and what the digest of an approval covers (with the input's hash and the versions). */
export interface Draft extends Bound {
  readonly faults: readonly string[];
  readonly confidence: number | null;
  readonly fieldConfidence: Readonly<Record<FieldName, number>> | null;
  /** Two people have to agree, whatever the first one decides. */
  readonly twice: boolean;
  /** A person has put something right. */
  readonly corrected: boolean;
}

export interface NewItem {
  readonly input_id: string;
  readonly organisation_id: string;
  readonly author: string;
  readonly reasons: readonly string[];
  readonly pattern: string;
  readonly priority: number;
  readonly due_at: string;
  readonly draft: Draft;
  /** Hex. */
  readonly draft_hash: string;
}

export interface Item extends Record<string, unknown> {
  readonly input_id: string;
  readonly organisation_id: string;
  readonly author: string;
  readonly state: 'open' | 'second' | 'done';
  readonly reasons: readonly string[];
  readonly pattern: string;
  readonly priority: number;
  readonly escalated: boolean;
  readonly due_at: Date;
  readonly created_at: Date;
  readonly draft: Draft;
  readonly draft_hash: Uint8Array;
  readonly claimed_by: string | null;
  readonly lease_until: Date | null;
  readonly fence: number;
  readonly first_by: string | null;
  readonly decision: string | null;
}

export const insertItems = (tx: Transaction, items: readonly NewItem[], at: Date) =>
  tx.query(sql`insert into review_items (input_id, organisation_id, author, reasons, pattern, priority, due_at, created_at, draft, draft_hash)
    select t.input_id, t.organisation_id, t.author, t.reasons, t.pattern, t.priority, t.due_at, ${at}, t.draft, decode(t.draft_hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as t(input_id uuid, organisation_id uuid, author uuid, reasons text[],
      pattern text, priority integer, due_at timestamptz, draft jsonb, draft_hash text)`);

export interface Wanted {
  readonly id: string | null;
  readonly pattern: string | null;
  readonly reason: string | null;
}

/** The next free item that this reviewer may decide, theirs from now on; undefined when there is none. */
export async function claim(
  tx: Transaction,
  reviewer: string,
  wanted: Wanted,
  at: Date,
  until: Date,
): Promise<Item | undefined> {
  const [row] =
    await tx.query<Item>(sql`update review_items set claimed_by = ${reviewer}, lease_until = ${until}, fence = fence + 1
    where input_id = (
      select input_id from review_items where state <> 'done' and (lease_until is null or lease_until <= ${at})
        and author <> ${reviewer} and (first_by is null or first_by <> ${reviewer})
        and (${wanted.id}::uuid is null or input_id = ${wanted.id}) and (${wanted.pattern}::text is null or pattern = ${wanted.pattern})
        and (${wanted.reason}::text is null or ${wanted.reason} = any (reasons))
      order by escalated desc, priority desc, due_at, input_id limit 1 for update skip locked)
    returning *`);
  return row;
}

/** Longer, or at an end now. False for whoever does not hold it. */
export async function holdOn(
  tx: Transaction,
  id: string,
  reviewer: string,
  fence: number,
  at: Date,
  until: Date | null,
): Promise<boolean> {
  const rows = await tx.query(sql`update review_items set lease_until = ${until},
      claimed_by = case when ${until}::timestamptz is null then null else claimed_by end
    where input_id = ${id} and claimed_by = ${reviewer} and fence = ${fence} and lease_until > ${at} and state <> 'done' returning input_id`);
  return rows.length > 0;
}

/** The item, held against everybody else until the transaction ends; one that this member may not change is only read. */
export async function holdItem(tx: Transaction, id: string): Promise<Item | undefined> {
  const [held] = await tx.query<Item>(sql`select * from review_items where input_id = ${id} for update`);
  if (held !== undefined) return held;
  const [row] = await tx.query<Item>(sql`select * from review_items where input_id = ${id}`);
  return row;
}

export interface Change {
  readonly state: Item['state'];
  readonly escalated: boolean;
  readonly claimedBy: string | null;
  readonly leaseUntil: Date | null;
  readonly firstBy: string | null;
  readonly decision: string | null;
  readonly draft: Draft;
  readonly draftHash: string;
}

/** Writes what became of it; the fence goes up, so that everything decided on what it was is refused. */
export const writeItem = (tx: Transaction, id: string, c: Change) =>
  tx.query(sql`update review_items set state = ${c.state}, escalated = ${c.escalated}, claimed_by = ${c.claimedBy},
      lease_until = ${c.leaseUntil}, first_by = ${c.firstBy}, decision = ${c.decision}, draft = ${JSON.stringify(c.draft)}::jsonb,
      draft_hash = decode(${c.draftHash}, 'hex'), fence = fence + 1
    where input_id = ${id}`);

export interface Decision extends Record<string, unknown> {
  readonly id: string;
  readonly input_id: string;
  readonly reviewer: string;
  readonly action: 'approve' | 'correct' | 'reject' | 'escalate' | 'undo';
  readonly reason: string;
  readonly before: {
    readonly draft: Draft;
    readonly hash: string;
    readonly state: Item['state'];
    readonly firstBy: string | null;
    readonly escalated: boolean;
  };
  readonly at: Date;
}

export interface NewDecision extends Omit<Decision, 'at' | keyof Record<string, unknown>> {
  readonly id: string;
  readonly input_id: string;
  readonly reviewer: string;
  readonly action: Decision['action'];
  readonly reason: string;
  readonly before: Decision['before'];
  readonly organisation: string;
  readonly draftHash: string;
}

export const insertDecision = (tx: Transaction, d: NewDecision, at: Date) =>
  tx.query(sql`insert into decisions (id, organisation_id, input_id, reviewer, action, reason, draft_hash, before, at)
    values (${d.id}, ${d.organisation}, ${d.input_id}, ${d.reviewer}, ${d.action}, ${d.reason}, decode(${d.draftHash}, 'hex'),
      ${JSON.stringify(d.before)}::jsonb, ${at})`);

export async function findDecision(tx: Transaction, id: string): Promise<Decision | undefined> {
  const [row] = await tx.query<Decision>(sql`select * from decisions where id = ${id}`);
  return row;
}

export const findDecisions = (tx: Transaction, ids: readonly string[]) =>
  tx.query<
    Decision & Pick<Item, 'draft'>
  >(sql`select d.*, r.draft from review_items r join decisions d on d.id = r.decision
    where r.input_id = any (${ids}::uuid[])`);

/** The input waits for the pipeline, which takes it when the time to undo is over; or a person has it again. */
export const passOn = (tx: Transaction, id: string, state: 'decided' | 'review', at: Date) =>
  tx.query(
    sql`update inputs set state = ${state}, due_at = ${at}, attempts = 0 where id = ${id} and state in ('review', 'decided') returning id`,
  );

export interface Filter {
  readonly most: number;
  readonly pattern: string | null;
  readonly reason: string | null;
}

export const findItems = (tx: Transaction, { most, pattern, reason }: Filter) =>
  tx.query<Item>(sql`select * from review_items where state <> 'done' and (${pattern}::text is null or pattern = ${pattern})
      and (${reason}::text is null or ${reason} = any (reasons))
    order by escalated desc, priority desc, due_at, input_id limit ${most}`);

export interface Pattern extends Record<string, unknown> {
  readonly pattern: string;
  readonly count: number;
  /** Over ids and digests of what they hold: the batch is decided as it was counted, or not at all. */
  readonly digest: string;
}

/** Items that this reviewer may decide now, by pattern. */
export const findPatterns = (tx: Transaction, reviewer: string, at: Date) =>
  tx.query<Pattern>(sql`select pattern, count(*)::integer as count,
      encode(sha256(string_agg(input_id::text || encode(draft_hash, 'hex'), ',' order by input_id)::bytea), 'hex') as digest
    from review_items where state <> 'done' and (lease_until is null or lease_until <= ${at})
      and author <> ${reviewer} and (first_by is null or first_by <> ${reviewer})
    group by pattern order by count(*) desc, pattern limit 100`);

/** The items behind one of them, held. */
export const holdPattern = (tx: Transaction, reviewer: string, pattern: string, at: Date) =>
  tx.query<Item>(sql`select * from review_items where state <> 'done' and pattern = ${pattern}
      and (lease_until is null or lease_until <= ${at}) and author <> ${reviewer} and (first_by is null or first_by <> ${reviewer})
    order by input_id for update`);

/** What a queue is judged by. */
export async function countItems(tx: Transaction, at: Date) {
  const [row] = await tx.query<{
    open: number;
    late: number;
    oldest: Date | null;
  }>(sql`select count(*)::integer as open,
      (count(*) filter (where due_at < ${at}))::integer as late, min(created_at) as oldest from review_items where state <> 'done'`);
  return row as { open: number; late: number; oldest: Date | null };
}

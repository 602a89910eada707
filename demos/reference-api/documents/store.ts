// SQL of documents. Reads open their own scope and take one round trip; changes run in a transaction whose scope is open.
import type { Resource } from '../access/evaluate.ts';
import type { Principal } from '../route.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

export interface Stored extends Record<string, unknown> {
  readonly id: string;
  readonly organisation_id: string;
  readonly owner_id: string;
  readonly title: string;
  readonly department: string;
  readonly classification: 'public' | 'internal' | 'confidential';
  readonly locked: boolean;
  /** Null where the database withholds it from this member. */
  readonly body_sealed: Uint8Array | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The caller as the database has them at this moment. */
export interface Member extends Record<string, unknown> {
  readonly member_role: Principal['role'];
  readonly member_department: string;
}

export type Seen = Stored & Member;

type Reading = Pick<Database, 'query'>;

/** @returns undefined when it does not exist or row security hides it. */
export async function findDocument(db: Reading, { organisation, user }: Principal, id: string) {
  const [row] = await db.query<Seen>(sql`select * from api.document(${organisation}, ${user}, ${id})`);
  return row;
}

export interface Page {
  readonly most: number;
  readonly before: { readonly at: Date; readonly id: string } | null;
  readonly classification: string | null;
  readonly department: string | null;
  readonly owner: string | null;
  readonly locked: boolean | null;
}

/** Newest first. */
export const findDocuments = (db: Reading, { organisation, user }: Principal, page: Page) =>
  db.query<Seen>(sql`select * from api.documents(${organisation}, ${user}, ${page.most}, ${page.before?.at ?? null},
    ${page.before?.id ?? null}, ${page.classification}, ${page.department}, ${page.owner}, ${page.locked})`);

/** Holds the member's row until the transaction ends. @returns undefined when the account is no longer active. */
export async function holdMember(tx: Transaction): Promise<Member | undefined> {
  const [row] = await tx.query<Member>(sql`select * from api.hold_member()`);
  return row;
}

/** Holds member and document, then reads both. */
export async function holdDocument(tx: Transaction, id: string): Promise<Seen | undefined> {
  const [row] = await tx.query<Seen>(sql`select * from api.hold_document(${id})`);
  return row;
}

export interface NewDocument extends Omit<Resource, 'locked'> {
  readonly id: string;
  readonly owner: string;
  readonly department: string;
  readonly classification: Stored['classification'];
  readonly title: string;
  readonly body: Uint8Array;
  readonly at: Date;
}

export async function insertDocument(tx: Transaction, d: NewDocument): Promise<Stored> {
  const [row] =
    await tx.query<Stored>(sql`insert into documents (id, organisation_id, owner_id, title, department, classification, body_sealed, created_at, updated_at)
    values (${d.id}, ${d.organisation}, ${d.owner}, ${d.title}, ${d.department}, ${d.classification}, ${d.body}, ${d.at}, ${d.at})
    returning *`);
  return row as Stored;
}

export interface Columns {
  readonly title?: string | undefined;
  readonly body?: Uint8Array | undefined;
  readonly classification?: string | undefined;
  readonly department?: string | undefined;
  readonly owner?: string | undefined;
  readonly locked?: boolean | undefined;
}

/** What is not named stays. @returns undefined when row security lets this member change nothing of it. */
export async function updateDocument(
  tx: Transaction,
  id: string,
  c: Columns,
  at: Date,
): Promise<Seen | undefined> {
  const [changed] = await tx.query(sql`update documents set
      title = coalesce(${c.title ?? null}, title), body_sealed = coalesce(${c.body ?? null}, body_sealed),
      classification = coalesce(${c.classification ?? null}, classification),
      department = coalesce(${c.department ?? null}, department), owner_id = coalesce(${c.owner ?? null}, owner_id),
      locked = coalesce(${c.locked ?? null}, locked), version = version + 1, updated_at = ${at}
    where id = ${id} returning id`);
  if (changed === undefined) return undefined;
  const [row] = await tx.query<Seen>(sql`select * from api.seen_documents where id = ${id}`);
  return row;
}

/** False when row security does not let this member. */
export async function deleteDocument(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(sql`delete from documents where id = ${id} returning id`);
  return rows.length > 0;
}

/** An active member of the caller's organisation who may own documents. */
export async function canOwn(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    sql`select from users where id = ${id} and organisation_id = api.organisation() and status = 'active' and role <> 'viewer'`,
  );
  return rows.length > 0;
}

export const resourceOf = (row: Stored): Resource => ({
  organisation: row.organisation_id,
  owner: row.owner_id,
  department: row.department,
  classification: row.classification,
  locked: row.locked,
});

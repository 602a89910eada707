// The tables of the chain, as far as they are read.
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { Anchor } from './anchor-form.ts';
import type { Bytes, Head } from './chain.ts';
import type { Line } from './verify.ts';

interface EntryRow extends Record<string, unknown> {
  readonly seq: number;
  readonly at_ms: number;
  readonly organisation_id: string | null;
  readonly body: Bytes;
  readonly previous: Bytes;
  readonly hash: Bytes;
}

export type StoredEntry = Exclude<Line, { leaf: Uint8Array }>;

const toEntry = ({ seq, at_ms, organisation_id, body, previous, hash }: EntryRow): StoredEntry => ({
  seq,
  at: at_ms,
  organisation: organisation_id,
  body,
  previous,
  hash,
});

export async function readHead(db: Transaction): Promise<Head> {
  const [row] = await db.query<{ seq: number; hash: Bytes }>(sql`select seq, hash from audit_head`);
  return row as Head;
}

/** Entries after `after` up to `until`, at most `limit`, in order: all that the role may see. */
export async function readEntries(
  db: Transaction,
  after: number,
  until: number,
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await db.query<EntryRow>(
    sql`select seq, at_ms, organisation_id, body, previous, hash from audit_entries where seq > ${after} and seq <= ${until} order by seq limit ${limit}`,
  );
  return rows.map(toEntry);
}

/** The newest entries before `before`, newest first. */
export async function readNewest(db: Transaction, before: number, limit: number): Promise<StoredEntry[]> {
  const rows = await db.query<EntryRow>(
    sql`select seq, at_ms, organisation_id, body, previous, hash from audit_entries where seq < ${before} order by seq desc limit ${limit}`,
  );
  return rows.map(toEntry);
}

export async function readLeaves(db: Transaction, after: number, until: number): Promise<Uint8Array[]> {
  const rows = await db.query<{ leaf: Bytes }>(
    sql`select leaf from api.audit_leaves(${after}, ${until}) order by seq`,
  );
  return rows.map(({ leaf }) => leaf);
}

export async function readLastAnchor(db: Transaction): Promise<Anchor | null> {
  const [row] = await db.query<Omit<Anchor, 'at'> & Record<'at_ms', number>>(
    sql`select seq, hash, at_ms, kid, signature from audit_anchors order by seq desc limit 1`,
  );
  return row === undefined ? null : { ...row, at: row.at_ms };
}

export async function keepAnchor(db: Transaction, anchor: Anchor, objectKey: string): Promise<void> {
  const { seq, hash, at, kid, signature } = anchor;
  await db.query(
    sql`insert into audit_anchors (seq, hash, at_ms, kid, signature, object_key) values (${seq}, ${hash}, ${at}, ${kid}, ${signature}, ${objectKey}) on conflict do nothing`,
  );
}

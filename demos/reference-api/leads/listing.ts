// What admins read: row security shows them the leads of their own organisation.
import type { Place } from '../storage/cursor.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

interface Listed extends Row {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Uint8Array;
  readonly at: Date;
  readonly delete_after: Date;
  readonly sent_at: Date | null;
  readonly dead_at: Date | null;
}

/** Newest first. @param before the end of the page before */
export const listLeads = (tx: Transaction, most: number, before: Place | null): Promise<Listed[]> =>
  tx.query<Listed>(sql`select id, reference, sealed, at, delete_after, sent_at, dead_at from leads
    where ${before?.at ?? null}::timestamptz is null or (at, id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid)
    order by at desc, id desc limit ${most}`);

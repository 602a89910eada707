// What admins read: row security shows them the leads of their own organisation.
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

/** Newest first, after the cursor ("milliseconds.id") of the page before. */
export function listLeads(tx: Transaction, most: number, cursor: string | undefined): Promise<Listed[]> {
  const [milliseconds, id] = cursor?.split('.') ?? [];
  const before = milliseconds === undefined ? null : new Date(Number(milliseconds));
  return tx.query<Listed>(sql`select id, reference, sealed, at, delete_after, sent_at, dead_at from leads
    where ${before}::timestamptz is null or (at, id) < (${before}, ${id ?? null}::uuid)
    order by at desc, id desc limit ${most}`);
}

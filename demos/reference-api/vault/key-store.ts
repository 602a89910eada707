// The table data_keys: one statement a function.
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

export interface DataKeyRow extends Record<string, unknown> {
  readonly id: number;
  readonly purpose: string;
  readonly wrapped: Uint8Array;
  readonly wrapping_id: string;
}

export async function readDataKey(db: Transaction, id: number, purpose: string): Promise<DataKeyRow | null> {
  const [row] = await db.query<DataKeyRow>(
    sql`select id, purpose, wrapped, wrapping_id from data_keys where id = ${id} and purpose = ${purpose}`,
  );
  return row ?? null;
}

export async function readDataKeys(db: Transaction, purpose: string): Promise<DataKeyRow[]> {
  return db.query<DataKeyRow>(
    sql`select id, purpose, wrapped, wrapping_id from data_keys where purpose = ${purpose} order by id`,
  );
}

/** What stands now: the active key (0: none) and the highest version there is. */
export async function readState(db: Transaction, purpose: string): Promise<{ active: number; last: number }> {
  const [row] = await db.query<{ active: number; last: number }>(
    sql`select coalesce(max(id) filter (where active and purpose = ${purpose}), 0) as active, coalesce(max(id), 0) as last from data_keys`,
  );
  return row as { active: number; last: number };
}

/** Takes a block of encryptions for good, before the first of them is used. @returns false at the limit. */
export async function reserve(db: Transaction, id: number, block: number, limit: number): Promise<boolean> {
  const rows = await db.query(
    sql`update data_keys set reserved = reserved + ${block} where id = ${id} and active and reserved + ${block} <= ${limit} returning id`,
  );
  return rows.length === 1;
}

/** @returns false when another process was first. */
export async function putNext(db: Transaction, old: number, row: DataKeyRow, at: Date): Promise<boolean> {
  const [done] = await db.query<{ first: boolean }>(
    sql`select api.next_data_key(${old}, ${row.id}, ${row.purpose}, ${row.wrapped}, ${row.wrapping_id}, ${at}) as first`,
  );
  return done?.first === true;
}

// Adds entries to the chain. In the caller's transaction the entry and the change stand or fall together (ASVS 5.0, V16.5.3).
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import { bodyOf, type Entry } from './entry.ts';

/**
 * Writes entries in the order given, in one round trip. The head of the chain stays locked until the transaction ends, so make
 * this its last statement. A Database serves as well as a Transaction where nothing else changes.
 * @returns the sequence number of the last one.
 */
export async function record(tx: Transaction, ...entries: readonly Entry[]): Promise<number> {
  const at = entries.map((entry) => String(entry.at));
  const organisations = entries.map((entry) => entry.organisation ?? '');
  const bodies = entries.map(bodyOf);
  const append = sql`select api.audit_append(${at}::bigint[], ${organisations}::text[], ${bodies}::text[]) as seq`;
  const [row] = await tx.query<{ seq: number }>({ ...append, alone: true });
  return (row as { seq: number }).seq;
}

// The database of a start with L6 switched off. Such a start opens nothing that is sealed, so the texts are written in clear
// first, the way it would have written them itself: the reader then sees in the tables what encryption would have hidden.
import type { Owner } from '../storage/migrate.ts';
import { sql } from '../storage/sql.ts';
import type { Vault } from '../vault/vault.ts';

interface Sealed extends Record<string, unknown> {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** @param vault opens them; @param clear writes them. A text that is in clear already is left alone. */
export async function writeClear(owner: Owner, vault: Vault, clear: Vault): Promise<void> {
  const again = async (table: string, column: string, { id, sealed }: Sealed) =>
    sealed[0] === 0 ? sealed : clear.seal(table, column, id, await vault.open(table, column, id, sealed));
  await owner.query(sql`begin`);
  // The tables' own rules are for changes that people make.
  await owner.query(sql`set local session_replication_role = replica`);
  for (const row of await owner.query<Sealed>(sql`select id, name_sealed as sealed from users`))
    await owner.query(
      sql`update users set name_sealed = ${await again('users', 'name', row)} where id = ${row.id}`,
    );
  for (const row of await owner.query<Sealed>(sql`select id, body_sealed as sealed from documents`))
    await owner.query(
      sql`update documents set body_sealed = ${await again('documents', 'body', row)} where id = ${row.id}`,
    );
  await owner.query(sql`delete from idempotency_keys`);
  await owner.query(sql`commit`);
}

// Rewrites every sealed value as a clear one, so that a service with L6 switched off can read the example data: where attacks
// are shown, and in tests. There is no way back, and a vault that is on refuses what this leaves.
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { Vault } from './vault.ts';

interface Sealed extends Record<string, unknown> {
  readonly row: string;
  readonly value: Uint8Array;
}

/** @param owner a connection with the rights of the tables' owner. @param clear the vault of a service with L6 off. */
export async function unsealAll(owner: Transaction, sealed: Vault, clear: Vault): Promise<void> {
  const again = async (table: string, column: string, { row, value }: Sealed) =>
    clear.seal(table, column, row, await sealed.open(table, column, row, value));

  for (const one of await owner.query<Sealed>(
    sql`select id::text as row, body_sealed as value from documents`,
  ))
    await owner.query(
      sql`update documents set body_sealed = ${await again('documents', 'body', one)} where id = ${one.row}`,
    );
  for (const one of await owner.query<Sealed>(sql`select id::text as row, name_sealed as value from users`))
    await owner.query(
      sql`update users set name_sealed = ${await again('users', 'name', one)} where id = ${one.row}`,
    );
  for (const one of await owner.query<Sealed>(
    sql`select kid as row, private_sealed as value from signing_keys where retired_at is null`,
  ))
    await owner.query(
      sql`update signing_keys set private_sealed = ${await again('signing_keys', 'private_sealed', one)} where kid = ${one.row}`,
    );
  await owner.query(sql`delete from idempotency_keys`);
}

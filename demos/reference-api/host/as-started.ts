// Sealed texts in the form that this start reads. A start with L6 switched off opens nothing that is sealed, and one with it takes
// nothing in clear; a database image, or a file from an earlier start, may come from the other side.
import type { Owner } from '../storage/migrate.ts';
import { rowOf } from '../storage/row-of.ts';
import { sql } from '../storage/sql.ts';
import type { Vault } from '../vault/vault.ts';

interface Kept extends Record<string, unknown> {
  readonly id: string;
  /** null: it belongs to no tenant. */
  readonly organisation: string | null;
  readonly text: Uint8Array;
}

export interface Vaults {
  readonly sealing: Vault;
  /** L6 switched off. */
  readonly clear: Vault;
  readonly to: 'sealing' | 'clear';
}

/** @param owner has the rights of the tables' owner. @throws SealRefused when a text opens with neither. Kept answers of creating calls are dropped, not rewritten. */
export async function writeAsStarted(owner: Owner, vaults: Vaults): Promise<void> {
  const formOf = (text: Uint8Array) => (text[0] === 0 ? 'clear' : 'sealing');
  const other = ({ text }: Kept) => formOf(text) !== vaults.to;
  const again = async (table: string, column: string, { id, organisation, text }: Kept) => {
    const row = organisation === null ? id : rowOf(organisation, id);
    return vaults[vaults.to].seal(
      table,
      column,
      row,
      await vaults[formOf(text)].open(table, column, row, text),
    );
  };

  await owner.query(sql`begin`);
  // The tables' own rules are for changes that people make.
  await owner.query(sql`set local session_replication_role = replica`);
  const people = await owner.query<Kept>(
    sql`select id, organisation_id as organisation, name_sealed as text from users`,
  );
  for (const one of people.filter(other))
    await owner.query(
      sql`update users set name_sealed = ${await again('users', 'name', one)} where id = ${one.id}`,
    );
  const papers = await owner.query<Kept>(
    sql`select id, organisation_id as organisation, body_sealed as text from documents`,
  );
  for (const one of papers.filter(other))
    await owner.query(
      sql`update documents set body_sealed = ${await again('documents', 'body', one)} where id = ${one.id}`,
    );
  const keys = await owner.query<Kept>(
    sql`select kid as id, null as organisation, private_sealed as text from signing_keys where retired_at is null`,
  );
  for (const one of keys.filter(other))
    await owner.query(
      sql`update signing_keys set private_sealed = ${await again('signing_keys', 'private_sealed', one)} where kid = ${one.id}`,
    );
  const inputs = await owner.query<Kept & { answer: Uint8Array | null }>(
    sql`select id, organisation_id as organisation, raw_sealed as text, answer_sealed as answer from inputs`,
  );
  for (const { answer, ...one } of inputs.filter(other)) {
    const kept = answer === null ? null : await again('inputs', 'answer', { ...one, text: answer });
    await owner.query(
      sql`update inputs set raw_sealed = ${await again('inputs', 'raw', one)}, answer_sealed = ${kept} where id = ${one.id}`,
    );
  }
  await owner.query(sql`delete from idempotency_keys`);
  await owner.query(sql`commit`);
}

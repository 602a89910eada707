// SQL of an organisation's accounts; row security keeps it to the caller's own.
import type { Principal } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';

export interface AccountRow extends Record<string, unknown> {
  readonly id: string;
  readonly email: string;
  readonly name_sealed: Uint8Array;
  readonly role: Principal['role'];
  readonly department: string;
  readonly status: 'active' | 'disabled';
  readonly created_at: Date;
}

export async function accountOf(tx: Transaction, id: string): Promise<AccountRow | null> {
  const [row] = await tx.query<AccountRow>(
    sql`select id, email, name_sealed, role, department, status, created_at from users where id = ${id}`,
  );
  return row ?? null;
}

/** The caller as the database knows them now, held until the transaction ends: null when they may no longer act. */
export async function holdActor(
  tx: Transaction,
  id: string,
): Promise<Pick<AccountRow, 'role' | 'department'> | null> {
  const [row] = await tx.query<AccountRow>(
    sql`select role, department from users where id = ${id} and status = 'active' for share`,
  );
  return row ?? null;
}

/** In the order of their ids, after `after`. */
export const accountsAfter = (tx: Transaction, after: string, limit: number) =>
  tx.query<AccountRow>(sql`select id, email, name_sealed, role, department, status, created_at from users
    where id > ${after} order by id limit ${limit}`);

export interface NewAccount {
  readonly id: string;
  readonly organisation: string;
  readonly email: string;
  readonly name: Uint8Array;
  readonly role: Principal['role'];
  readonly department: string;
  readonly phc: string;
  readonly at: Date;
}

/** False when the address is taken. */
export async function addAccount(tx: Transaction, a: NewAccount): Promise<boolean> {
  const rows =
    await tx.query(sql`insert into users (id, organisation_id, email, name_sealed, role, department, password_phc, created_at)
    values (${a.id}, ${a.organisation}, ${a.email}, ${a.name}, ${a.role}, ${a.department}, ${a.phc}, ${a.at})
    on conflict (email) do nothing returning id`);
  return rows.length > 0;
}

export interface AccountChange {
  readonly role: Principal['role'] | null;
  readonly department: string | null;
  readonly status: 'active' | 'disabled' | null;
}

/** Null keeps what is there. Triggers raise the epoch and end the sessions. @returns null when there is no such account here. */
export async function changeAccount(
  tx: Transaction,
  id: string,
  c: AccountChange,
): Promise<AccountRow | null> {
  const [row] = await tx.query<AccountRow>(sql`update users set role = coalesce(${c.role}, role),
    department = coalesce(${c.department}, department), status = coalesce(${c.status}, status)
    where id = ${id} returning id, email, name_sealed, role, department, status, created_at`);
  return row ?? null;
}

export const changePassword = (tx: Transaction, id: string, phc: string) =>
  tx.query<{ epoch: number }>(sql`update users set password_phc = ${phc} where id = ${id} returning epoch`);

/** Whoever else would change this account waits until the transaction ends. */
export const holdAccount = (tx: Transaction, id: string) =>
  tx.query(sql`select id from users where id = ${id} for update`);

// SQL of accounts and refresh families. What happens before a tenant is known goes through the functions of schema identity.
import type { Principal } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { TokenState } from './rotate.ts';

type Asker = Pick<Transaction, 'query'>;

export interface Account extends Record<string, unknown> {
  readonly id: string;
  readonly organisation: string;
  readonly role: Principal['role'];
  readonly department: string;
  readonly status: 'active' | 'disabled';
  readonly epoch: number;
  readonly phc: string;
}

export async function accountAt(db: Asker, address: string): Promise<Account | null> {
  const [row] = await db.query<Account>(sql`select * from identity.account(${address})`);
  return row ?? null;
}

export async function ownPassword(tx: Asker): Promise<string | null> {
  const [row] = await tx.query<{ phc: string }>(sql`select phc from identity.own_password()`);
  return row?.phc ?? null;
}

export interface NewSession {
  readonly family: string;
  readonly user: string;
  readonly epoch: number;
  readonly token: Uint8Array;
  readonly at: Date;
  readonly idle: Date;
  readonly absolute: Date;
  readonly device: string;
}

/** False when the account has changed since its password was read. */
export async function startSession(tx: Asker, s: NewSession): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(sql`select identity.start_session(
    ${s.family}, ${s.user}, ${s.epoch}, ${s.token}, ${s.at}, ${s.idle}, ${s.absolute}, ${s.device}) as done`);
  return row?.done === true;
}

export interface RefreshState extends TokenState {
  readonly principal: Principal;
  readonly epoch: number;
  readonly sealed: Uint8Array | null;
}

interface StateRow extends Record<string, unknown> {
  readonly family: string;
  readonly member: string;
  readonly organisation: string;
  readonly role: Principal['role'];
  readonly department: string;
  readonly epoch: number;
  readonly active: boolean;
  readonly ended: boolean;
  readonly absolute_expiry: Date;
  readonly idle_expiry: Date;
  readonly used_at: Date | null;
  readonly successor_sealed: Uint8Array | null;
  readonly successor_used: boolean;
}

export async function refreshState(db: Asker, hash: Uint8Array): Promise<RefreshState | null> {
  const [row] = await db.query<StateRow>(sql`select * from identity.refresh_state(${hash})`);
  if (row === undefined) return null;
  const { member, organisation, role, department, family, epoch, active, ended } = row;
  return {
    principal: { user: member, organisation, role, department, family },
    epoch,
    active,
    ended,
    usedAt: row.used_at?.getTime() ?? null,
    successorUsed: row.successor_used,
    idleExpiry: row.idle_expiry.getTime(),
    absoluteExpiry: row.absolute_expiry.getTime(),
    sealed: row.successor_sealed,
  };
}

export interface Exchange {
  readonly token: Uint8Array;
  readonly successor: Uint8Array;
  readonly sealed: Uint8Array;
  readonly at: Date;
  readonly idle: Date;
}

/** True for exactly one caller. */
export async function exchange(tx: Asker, x: Exchange): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(
    sql`select identity.rotate(${x.token}, ${x.successor}, ${x.sealed}, ${x.at}, ${x.idle}) as done`,
  );
  return row?.done === true;
}

/** True for the caller that ended the family. */
export async function endReused(tx: Asker, token: Uint8Array, at: Date): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(sql`select identity.end_reused(${token}, ${at}) as done`);
  return row?.done === true;
}

export interface SessionRow extends Record<string, unknown> {
  readonly id: string;
  readonly device: string;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly absolute_expiry: Date;
}

/** Own sessions that can still be refreshed (row security: nobody else's), the last used first. */
export const ownSessions = (tx: Asker, now: Date, idleSince: Date) =>
  tx.query<SessionRow>(sql`select id, device, created_at, last_used_at, absolute_expiry from refresh_families
    where ended_at is null and absolute_expiry > ${now} and last_used_at > ${idleSince}
    order by last_used_at desc, id limit 200`);

/** Ends one own session. @returns whether there was one to end. */
export async function endOwn(
  tx: Asker,
  id: string,
  why: 'signed-out' | 'ended-by-owner',
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    sql`update refresh_families set ended_at = ${at}, ended_why = ${why} where id = ${id} and ended_at is null returning id`,
  );
  return rows.length > 0;
}

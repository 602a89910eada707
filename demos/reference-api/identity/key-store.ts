// SQL of signing_keys. Whoever changes the set holds one lock, so that twenty cold starts make one key.
import type { Transaction } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { Algorithm } from './algorithms.ts';

export interface KeyRow extends Record<string, unknown> {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly public_jwk: JsonWebKey;
  readonly private_sealed: Uint8Array;
  readonly signs_from: Date;
  readonly signs_until: Date | null;
}

/** "keys" in ASCII. */
export const holdKeys = (tx: Transaction) => tx.query(sql`select pg_advisory_xact_lock(${0x6b657973})`);

/** Keys that are not retired, in the order they begin to sign. */
export const liveKeys = (tx: Transaction) =>
  tx.query<KeyRow>(sql`select kid, alg, public_jwk, private_sealed, signs_from, signs_until
    from signing_keys where retired_at is null order by signs_from`);

export interface NewKey {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly jwk: JsonWebKey;
  readonly sealed: Uint8Array;
  readonly at: Date;
  readonly signsFrom: Date;
}

/** Publishes a key; the one that signs until then ends when this one begins. */
export async function addKey(tx: Transaction, key: NewKey): Promise<void> {
  await tx.query(
    sql`update signing_keys set signs_until = ${key.signsFrom} where signs_until is null and retired_at is null`,
  );
  await tx.query(sql`insert into signing_keys (kid, alg, public_jwk, private_sealed, published_at, signs_from)
    values (${key.kid}, ${key.alg}, ${JSON.stringify(key.jwk)}::jsonb, ${key.sealed}, ${key.at}, ${key.signsFrom})`);
}

/** A published key signs from now on. */
export const advanceKey = (tx: Transaction, kid: string, at: Date) =>
  tx.query(sql`update signing_keys set signs_from = ${at} where kid = ${kid} and retired_at is null`);

/** The key goes, its private half for good. A trigger tells every process. */
export const retireKey = (tx: Transaction, kid: string, at: Date) =>
  tx.query(sql`update signing_keys set retired_at = ${at}, signs_until = least(signs_until, ${at}), private_sealed = ''
    where kid = ${kid} and retired_at is null`);

export const forget = (tx: Transaction, at: Date) => tx.query(sql`select identity.forget(${at})`);

// The audit trail as its owner reads it, and the service's own verifier over what was read.
import { fromHex } from '#api/audit/hex.ts';
import { type Line, type Verdict, verify } from '#api/audit/verify.ts';

/** Every entry, oldest first, with bytes as hex: to be read inside a transaction that ends in a rollback. */
export const wholeTrail = `select seq::int as seq, at_ms::text as at, organisation_id::text as organisation,
  encode(body, 'hex') as body, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
  from audit_entries order by seq`;

type Row = Readonly<Record<string, unknown>>;

const lineOf = (row: Row): Line => ({
  seq: Number(row['seq']),
  at: Number(row['at']),
  organisation: row['organisation'] === null ? null : String(row['organisation']),
  body: fromHex(String(row['body'])),
  previous: fromHex(String(row['previous'])),
  hash: fromHex(String(row['hash'])),
});

/** @param anchor a head that was kept elsewhere. */
export const verdictOn = (rows: readonly Row[], anchor?: { seq: number; hash: string }): Promise<Verdict> =>
  verify(rows.map(lineOf), anchor ? { anchors: [{ seq: anchor.seq, hash: fromHex(anchor.hash) }] } : {});

/** A change that the owner of the tables makes with the triggers off, read back, and undone. */
export const tampered = (change: string): string =>
  `begin; alter table audit_entries disable trigger user; ${change}; ${wholeTrail}; rollback`;

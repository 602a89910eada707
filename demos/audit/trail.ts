// The trail read as its owner, judged by the API's own verifier, and put back as it once was.
import type { Verdict } from '#api/audit/verify.ts';
import { verdictOn, wholeTrail } from '../proofs/trail.ts';
import type { Running } from '../runtime/contract.ts';

type Row = Readonly<Record<string, unknown>>;

/** Where the chain stood, kept outside the database. */
export interface Kept {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}

export interface Trail {
  readonly rows: readonly Row[];
  readonly head: Kept;
  readonly triggersOn: boolean;
}

export interface Judged extends Trail {
  /** The chain by itself. */
  readonly alone: Verdict;
  /** Against the head that was kept. */
  readonly anchored: Verdict;
}

type Inspecting = Required<Pick<Running, 'inspect'>>;

async function objects({ inspect }: Inspecting, sql: string): Promise<Row[]> {
  const { fields, rows } = await inspect(sql);
  return rows.map((row) => Object.fromEntries(fields.map((field, at) => [field, row[at]])));
}

/** @throws the database's error, when the tables are no longer what they were */
export async function readTrail(running: Inspecting, kept: Kept): Promise<Judged> {
  const rows = await objects(running, wholeTrail);
  const [state] = await objects(
    running,
    `select h.seq::int as seq, encode(h.hash, 'hex') as hash,
      (select bool_and(tgenabled <> 'D') from pg_trigger where tgrelid = 'audit_entries'::regclass and not tgisinternal) as on
      from audit_head h`,
  );
  return {
    rows,
    head: { seq: Number(state?.['seq']), hash: String(state?.['hash']) },
    triggersOn: state?.['on'] === true,
    alone: await verdictOn(rows),
    anchored: await verdictOn(rows, kept),
  };
}

const bytes = (hex: unknown): string => `decode('${/^[0-9a-f]*$/.exec(String(hex))?.[0] ?? ''}', 'hex')`;
const id = (uuid: unknown): string =>
  uuid === null ? 'null' : `'${/^[0-9a-f-]{36}$/.exec(String(uuid))?.[0] ?? ''}'::uuid`;

/** Puts the trail back, entry by entry. @throws the database's error */
export async function writeTrail({ inspect }: Inspecting, { rows, head, triggersOn }: Trail): Promise<void> {
  const values = rows.map(
    (row) =>
      `(${Number(row['seq'])}, ${Number(row['at'])}, ${id(row['organisation'])}, ${bytes(row['body'])}, ${bytes(row['previous'])}, ${bytes(row['hash'])})`,
  );
  await inspect(`alter table audit_entries disable trigger user; delete from audit_entries;
    ${values.length > 0 ? `insert into audit_entries (seq, at_ms, organisation_id, body, previous, hash) values ${values.join(',\n')};` : ''}
    update audit_head set seq = ${head.seq}, hash = ${bytes(head.hash)};
    ${triggersOn ? 'alter table audit_entries enable trigger user;' : ''}`);
}

// Idempotency-Key (IETF draft, httpapi): the first answer of a creating call is kept for a day, in the transaction of its effect.
// Missing key 400; same key, other payload 422; first call still running 409; done: the same answer again.
// Only committed effects are kept: a refused call left nothing behind and may be tried again under the same key.

import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';
import type { Database, Scope, Transaction } from './storage/database.ts';
import { sql } from './storage/sql.ts';

export interface Claim {
  readonly scope: Scope;
  readonly key: string;
  /** SHA-256 over the route's id and the exact body bytes. */
  readonly fingerprint: Uint8Array;
  /** Now, milliseconds. */
  readonly at: number;
}

/** Kept answers hold what the caller may read: they are encrypted like the columns that it comes from. */
export interface Sealing {
  /** Awaited before the transaction: sealing inside it then needs no second connection. */
  ready(): Promise<void>;
  seal(row: string, text: string): Promise<Uint8Array>;
  open(row: string, sealed: Uint8Array): Promise<string>;
}

interface Kept extends Record<string, unknown> {
  readonly fingerprint: Uint8Array | null;
  readonly status: number | null;
  readonly reply: Uint8Array | null;
}

const day = 86_400_000;
const form = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{8,128})"|([\x21\x23-\x5b\x5d-\x7e]{8,128}))$/;

/** The key as a structured-field string or bare; 8 to 128 visible ASCII characters. @throws Problem 'idempotency-key-missing' */
export function readKey(header: string | null): string {
  const match = header === null ? null : form.exec(header);
  const key = match?.[1] ?? match?.[2];
  if (key === undefined)
    throw new Problem('idempotency-key-missing', { layer: 'L5', rule: 'idempotency.key' });
  return key;
}

export async function fingerprintOf(route: string, bytes: Uint8Array | null): Promise<Uint8Array> {
  const id = new TextEncoder().encode(`${route}\n`);
  const all = new Uint8Array(id.length + (bytes?.length ?? 0));
  all.set(id);
  if (bytes) all.set(bytes, id.length);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

/**
 * Runs `work` at most once for this key. The database that `work` is given joins every transaction it opens into one, which
 * commits together with the kept answer after `work` has returned.
 * @throws Problem 'still-running', 'other-payload', or what `work` throws (then nothing of it is left).
 */
export async function once(
  database: Database,
  sealing: Sealing,
  claim: Claim,
  work: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  const { organisation, user } = claim.scope;
  const since = new Date(claim.at - day);
  const row = `${organisation}/${user}/${claim.key}`;
  const [before] = await database.query<Kept>(
    sql`select * from api.answered(${organisation}, ${user}, ${claim.key}, ${since})`,
  );
  if (before !== undefined) return replay(sealing, row, claim, before);

  await sealing.ready();
  const joined = join(database, claim, since);
  try {
    const answer = await work(joined.database);
    const tx = await joined.open();
    const reply = await sealing.seal(row, JSON.stringify({ text: answer.text, headers: answer.headers }));
    await tx.query(
      sql`insert into idempotency_keys (organisation_id, user_id, key, fingerprint, at, status, reply) values (${organisation}, ${user}, ${claim.key}, ${claim.fingerprint}, ${new Date(claim.at)}, ${answer.status}, ${reply})`,
    );
    await joined.close(null);
    return answer;
  } catch (error) {
    await joined.close(error);
    if (error instanceof Answered) return replay(sealing, row, claim, error.kept);
    throw error;
  }
}

/** Another call finished between the first look and the claim. */
class Answered extends Error {
  override name = 'Answered';
  readonly kept: Kept;

  constructor(kept: Kept) {
    super('answered already');
    this.kept = kept;
  }
}

async function replay(sealing: Sealing, row: string, claim: Claim, kept: Kept): Promise<Answer> {
  if (!equal(kept.fingerprint as Uint8Array, claim.fingerprint))
    throw new Problem('other-payload', { layer: 'L5', rule: 'idempotency.payload' });
  const { text, headers } = JSON.parse(await sealing.open(row, kept.reply as Uint8Array));
  return { status: kept.status as number, text, headers };
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** One transaction that stays open while the handler works, begun by its first `transaction`. */
function join(database: Database, claim: Claim, since: Date) {
  let opened: Promise<Transaction> | undefined;
  let ended: Promise<void> = Promise.resolve();
  let end: (error: unknown) => void = () => {};

  function open(): Promise<Transaction> {
    opened ??= new Promise<Transaction>((ready, failed) => {
      ended = database.transaction(claim.scope, async (tx) => {
        const [state] = await tx.query<Kept & { free: boolean }>(
          sql`select * from api.claim_key(${claim.key}, ${since})`,
        );
        if (!state?.free) throw new Problem('still-running', { headers: { 'retry-after': '1' } });
        if (state.status !== null) throw new Answered(state);
        ready(tx);
        await new Promise<void>((commit, rollback) => {
          end = (error) => (error === null ? commit() : rollback(error));
        });
      });
      ended.catch(failed);
    });
    return opened;
  }

  return {
    open,
    /** Commits, or rolls back when there is an error. @throws when the commit fails. */
    async close(error: unknown): Promise<void> {
      if (opened === undefined) return;
      end(error);
      if (error === null) await ended;
      else await ended.catch(() => {});
    },
    database: {
      ...database,
      query: async (statement) => (opened ? (await opened).query(statement) : database.query(statement)),
      transaction: async (_scope, work) => work(await open()),
    } satisfies Database,
  };
}

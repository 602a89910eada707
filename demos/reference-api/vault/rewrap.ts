// Changes the wrapping key: unwraps each data key with the old one and wraps it with the new one. No sealed value is read or
// written, and values are sealed and opened meanwhile. Small batches, each its own transaction: killed anywhere, it goes on from
// there when it is run again.
import type { Ids, Secrets } from '../deps.ts';
import type { Database } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { DataKeyRow } from './key-store.ts';
import { readKey, unwrap, wrap } from './wrapping.ts';

export interface RewrapDeps {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  readonly secrets: Secrets;
  readonly ids: Ids;
}

export interface RewrapOptions {
  /** Rows a transaction; 50 by default. */
  readonly batch?: number;
  readonly signal?: AbortSignal;
  readonly onBatch?: (done: number) => void;
}

export interface Rewrapped {
  readonly rewrapped: number;
  /** Data keys that the old wrapping key is still needed for; it may be removed at 0. */
  readonly remaining: number;
}

/** @throws Error when the store does not hold both keys; SealRefused when a data key was tampered with. */
export async function rewrap(deps: RewrapDeps, options: RewrapOptions = {}): Promise<Rewrapped> {
  const { database, secrets, ids } = deps;
  const { batch = 50, signal, onBatch } = options;
  const [old, next] = await Promise.all([
    readKey(secrets, 'wrapping-key'),
    readKey(secrets, 'wrapping-key-next'),
  ]);
  if (old === null || next === null)
    throw new Error(
      'The wrapping key was not changed. Why: the secret store must hold both "wrapping-key" and "wrapping-key-next". ' +
        'What to do: put 32 new random bytes there as "wrapping-key-next", restart the service, and run this again.',
    );

  let rewrapped = 0;
  for (;;) {
    signal?.throwIfAborted();
    const done = await database.transaction(null, async (tx) => {
      const rows = await tx.query<DataKeyRow>(
        sql`select id, purpose, wrapped, wrapping_id from data_keys where wrapping_id = ${old.id} order by id limit ${batch} for update`,
      );
      for (const { id, purpose, wrapped } of rows) {
        const raw = await unwrap(old, { version: id, purpose }, wrapped);
        const again = await wrap(next, { version: id, purpose }, raw, new Uint8Array(ids.bytes(12)));
        raw.fill(0);
        await tx.query(
          sql`update data_keys set wrapped = ${again}, wrapping_id = ${next.id} where id = ${id}`,
        );
      }
      return rows.length;
    });
    rewrapped += done;
    if (done === 0) break;
    onBatch?.(rewrapped);
  }
  const [rest] = await database.query<{ n: number }>(
    sql`select count(*) as n from data_keys where wrapping_id <> ${next.id}`,
  );
  return { rewrapped, remaining: rest?.n ?? 0 };
}

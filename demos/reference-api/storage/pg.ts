// PostgreSQL by a pool of connections. Each connection becomes the application role before its first statement.
// Transactions have a connection each; single statements share some (pg-lanes.ts).
import pg from 'pg';
import { Problem } from '../problem.ts';
import type { Database, Row, Statement, Transaction } from './database.ts';
import { type Password, pgAddress } from './pg-address.ts';
import { openLanes } from './pg-lanes.ts';
import { scopeStatement } from './scope.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface PgOptions {
  readonly url: string;
  /** In place of one in the address, for a password that changes. */
  readonly password?: Password;
  /** Connections; 20 by default. One in five is shared by single statements. */
  readonly size?: number;
  /** A CA bundle makes TLS with verification mandatory. */
  readonly ca?: string;
  /** Longest a statement may run, milliseconds. */
  readonly statementTimeout?: number;
  /** Longest wait for a free connection, milliseconds; 2,000 by default. */
  readonly leaseTimeout?: number;
  /**
   * Callers that may wait for a connection; 25 a connection by default. Whoever comes after them is told at once to come
   * back: a queue that only grows would make everybody late.
   */
  readonly waiting?: number;
}

// Not through `sql`: they have no values and are never prepared.
const begin: Statement = { name: '', text: 'BEGIN', values: [] };
const commit: Statement = { name: '', text: 'COMMIT', values: [] };

export function openPg(options: PgOptions): Database {
  const { size = 20 } = options;
  const { waiting = size * 25 } = options;
  const config: pg.ClientConfig = {
    ...pgAddress(options.url, options.password),
    connectionTimeoutMillis: options.leaseTimeout ?? 2_000,
    statement_timeout: options.statementTimeout ?? 30_000,
    application_name: 'reference-api',
    options: '-c role=lavbytes_app -c timezone=UTC',
    ...(options.ca !== undefined && { ssl: { ca: options.ca, rejectUnauthorized: true } }),
  };
  const shared = Math.floor(size / 5);
  const lanes = openLanes(config, shared);
  const pool = new pg.Pool({ ...config, max: size - shared });
  // A connection that dies tells so by an event, idle or leased; without a listener the process would end. The query that
  // it carried, or the next one on it, rejects; the pool replaces it.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  async function lease(): Promise<pg.PoolClient> {
    if (pool.waitingCount >= waiting) throw unavailable();
    try {
      return await pool.connect();
    } catch {
      throw unavailable();
    }
  }

  return {
    async query<R extends Row>(statement: Statement) {
      const answer = statement.alone ? undefined : lanes.query(statement);
      if (answer !== undefined) return (await toldApart(answer)).rows as R[];
      const client = await lease();
      try {
        return await run<R>(client, statement);
      } finally {
        client.release();
      }
    },
    async transaction(scope, work) {
      const client = await lease();
      let broken: Error | undefined;
      try {
        await run(client, begin);
        if (scope) await run(client, scopeStatement(scope));
        const tx: Transaction = { query: (statement) => run(client, statement) };
        const result = await work(tx);
        // In a transaction that a swallowed error has spoilt, COMMIT rolls back and says so in its tag only.
        const { command } = await tagged(client, commit);
        if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((reason: Error) => {
          broken = reason;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async ping() {
      await pool.query('SELECT 1');
    },
    async close() {
      await Promise.all([pool.end(), lanes.close()]);
    },
  };
}

const ignore = () => {};

const run = async <R extends Row>(client: pg.PoolClient, statement: Statement): Promise<R[]> =>
  (await tagged<R>(client, statement)).rows;

const tagged = <R extends Row>(client: pg.PoolClient, { name, text, values }: Statement) =>
  toldApart(client.query<R>({ name, text, values: values as unknown[] }));

/** An outage is 'unavailable'; any other error is what it was. */
async function toldApart<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isOutage(error) ? unavailable() : error;
  }
}

const unavailable = (): Problem => new Problem('unavailable', { headers: { 'retry-after': '1' } });

/** Connection lost (class 08), server going down (57P), statement cut off by its time limit, deadlock or serialisation lost. */
const outage = /^(?:08|57P|57014|40001|40P01|53|ECONN|EPIPE|ETIMEDOUT)/;
const lost = /^(?:Connection terminated|Client has encountered a connection error)/;

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ('code' in error && typeof error.code === 'string' && outage.test(error.code)) || lost.test(error.message)
  );
}

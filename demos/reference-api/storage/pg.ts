// PostgreSQL by a pool of connections. Each connection becomes the application role before its first statement.
import pg from 'pg';
import { Problem } from '../problem.ts';
import type { Database, Row, Statement, Transaction } from './database.ts';
import { scopeStatement } from './scope.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface PgOptions {
  readonly url: string;
  /** Connections; 20 by default. */
  readonly size?: number;
  /** A CA bundle makes TLS with verification mandatory. */
  readonly ca?: string;
  /** Longest a statement may run, milliseconds. */
  readonly statementTimeout?: number;
}

export function openPg(options: PgOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size ?? 20,
    connectionTimeoutMillis: 2_000,
    statement_timeout: options.statementTimeout ?? 30_000,
    application_name: 'reference-api',
    options: '-c role=lavbytes_app -c timezone=UTC',
    ...(options.ca !== undefined && { ssl: { ca: options.ca, rejectUnauthorized: true } }),
  });
  // An idle connection that dies is replaced by the pool; without a listener the process would end.
  pool.on('error', () => {});

  async function lease(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch {
      throw new Problem('unavailable', { headers: { 'retry-after': '1' } });
    }
  }

  return {
    async query<R extends Row>(statement: Statement) {
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
        await client.query('BEGIN');
        if (scope) await run(client, scopeStatement(scope));
        const tx: Transaction = { query: (statement) => run(client, statement) };
        const result = await work(tx);
        await client.query('COMMIT');
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
      await pool.end();
    },
  };
}

async function run<R extends Row>(client: pg.PoolClient, statement: Statement): Promise<R[]> {
  const { rows } = await client.query<R>({
    name: statement.name,
    text: statement.text,
    values: [...statement.values],
  });
  return rows;
}

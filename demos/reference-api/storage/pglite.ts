// PostgreSQL whole in one process (PGlite): for the reader's tab and for `npm run api`. One connection, so calls queue.
import type { PGlite } from '@electric-sql/pglite';
import type { Database, Row, Statement, Transaction } from './database.ts';
import { scopeStatement } from './scope.ts';

/** PGlite's own user is a superuser and would bypass row security: every statement runs as the application role. */
export async function openPglite(db: PGlite): Promise<Database> {
  await db.exec(`set timezone = 'UTC'; set role lavbytes_app`);

  return {
    async query<R extends Row>(statement: Statement) {
      return run<R>(db, statement);
    },
    transaction(scope, work) {
      return db.transaction(async (inner) => {
        const tx: Transaction = { query: (statement) => run(inner, statement) };
        if (scope) await tx.query(scopeStatement(scope));
        return work(tx);
      });
    },
    async ping() {
      await db.query('SELECT 1');
    },
    async close() {
      await db.close();
    },
  };
}

async function run<R extends Row>(db: Pick<PGlite, 'query'>, statement: Statement): Promise<R[]> {
  const { rows } = await db.query<R>(statement.text, [...statement.values]);
  return rows;
}

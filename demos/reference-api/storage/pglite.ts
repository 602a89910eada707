// PostgreSQL whole in one process (PGlite): for the reader's tab and for `npm run api`. One connection, so calls queue.
import type { PGlite } from '@electric-sql/pglite';
import type { Database, Row, Statement, Transaction } from './database.ts';
import { preparedStatements } from './pglite-prepared.ts';
import { scopeStatement } from './scope.ts';

export interface PgliteDatabase extends Database {
  /** For after somebody else used the connection: see PreparedStatements. */
  forget(): void;
}

/** PGlite's own user is a superuser and would bypass row security: every statement runs as the application role. */
export async function openPglite(db: PGlite): Promise<PgliteDatabase> {
  // The connection may have been another's before: names of its statements would be taken. Everything is in memory, where any page
  // costs what the next one does.
  await db.exec(`deallocate all; set timezone = 'UTC'; set random_page_cost = 1; set role lavbytes_app`);
  const { run, control, forget } = preparedStatements(db);
  const tx: Transaction = { query: run };

  return {
    forget,
    query<R extends Row>(statement: Statement) {
      // What PGlite's own `query` does: never between the statements of somebody's transaction.
      return db._runExclusiveTransaction(() => run<R>(statement));
    },
    transaction(scope, work) {
      return db._runExclusiveTransaction(async () => {
        try {
          await control('BEGIN', scope && scopeStatement(scope));
          const result = await work(tx);
          // In a transaction that a swallowed error has spoilt, COMMIT rolls back and says so in its tag only.
          if ((await control('COMMIT')) !== 'COMMIT') throw new Error('the transaction was rolled back');
          return result;
        } catch (error) {
          await control('ROLLBACK');
          throw error;
        }
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

import type { PGlite } from '@electric-sql/pglite';
import type { Row } from './database.ts';
import type { Owner } from './migrate.ts';

/** PGlite's own user owns everything; `openPglite` gives that right up for good on the same connection. */
export const ownerPglite = (db: PGlite): Owner => ({
  async script(text) {
    await db.exec(text);
  },
  async query<R extends Row>({ text, values }: { text: string; values: readonly unknown[] }) {
    return (await db.query<R>(text, [...values])).rows;
  },
});

import type { PGlite } from '@electric-sql/pglite';
import type { Powers } from '../bench.ts';

/** What a proof may read behind the service's back. One connection, which gave its rights up: they are taken back for this. */
export const inspectorOf =
  (db: PGlite): NonNullable<Powers['inspect']> =>
  async (text) => {
    await db.exec('reset role').catch(() => {});
    try {
      const last = (await db.exec(text)).findLast(({ fields }) => fields.length > 0);
      const fields = last?.fields.map(({ name }) => name) ?? [];
      return { fields, rows: (last?.rows ?? []).map((row) => fields.map((field) => row[field])) };
    } catch (error) {
      await db.exec('rollback').catch(() => {});
      throw error;
    } finally {
      await db.exec('set role lavbytes_app').catch(() => {});
    }
  };

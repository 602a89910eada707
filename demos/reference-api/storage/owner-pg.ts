import pg from 'pg';
import type { Row } from './database.ts';
import type { Owner } from './migrate.ts';
import { type Password, pgAddress } from './pg-address.ts';

// A process may open this one and not pg.ts.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** One connection as the owner of the tables: for migrations and for the example data, then closed. */
export async function ownerPg(
  url: string,
  ca?: string,
  password?: Password,
): Promise<Owner & { close(): Promise<void> }> {
  const client = new pg.Client({
    ...pgAddress(url, password),
    application_name: 'reference-api-owner',
    ...(ca !== undefined && { ssl: { ca, rejectUnauthorized: true } }),
  });
  await client.connect();
  return {
    async script(text) {
      await client.query(text);
    },
    async query<R extends Row>({ text, values }: { text: string; values: readonly unknown[] }) {
      return (await client.query<R>(text, [...values])).rows;
    },
    close: () => client.end(),
  };
}

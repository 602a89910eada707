// The rows of a database kept beside it, and put back: ten times quicker than another database.
import type { PGlite } from '@electric-sql/pglite';

const tables = `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`;

export async function kept(db: PGlite): Promise<void> {
  const { rows } = await db.query<{ name: string }>(tables);
  await db.exec(
    `create schema kept; ${rows.map(({ name }) => `create table kept.${name} as table public.${name};`).join('\n')}`,
  );
}

/** Triggers are left out, and so is whatever a mutant's role or transaction had in hand. */
export async function putBack(db: PGlite): Promise<void> {
  const { rows } = await db.query<{ name: string }>(tables);
  const names = rows.map(({ name }) => name);
  const back = names.map(
    (name) => `insert into public.${name} overriding system value select * from kept.${name};`,
  );
  await db.exec(`begin; set local session_replication_role = replica;
    truncate ${names.map((name) => `public.${name}`).join(', ')} cascade;
    ${back.join('\n')} commit;`);
}

// Brings a database to the shape that this version needs: plain SQL files in order, once each, under one lock.
// The files come in as data, because a browser tab has no folder to read; migration-files.ts reads them in Node.
import type { Row, Statement } from './database.ts';
import { sql } from './sql.ts';

/** The connection that owns the tables: it may create them. The application never gets it. */
export interface Owner {
  /** Several statements in one text, without values. */
  script(text: string): Promise<void>;
  query<R extends Row = Row>(statement: Statement): Promise<R[]>;
}

export interface Migration {
  /** File name, "0001-tenants.sql": its order and its identity. */
  readonly name: string;
  readonly text: string;
}

/** "migrate" in ASCII: every process that migrates this database waits here. */
const lock = 0x6d696772;

/**
 * Applies what is missing, each file in a transaction of its own, and keeps its SHA-256.
 * @returns names of the files that were applied now.
 * @throws when an applied file has changed, is missing, or would come after a later one.
 */
export async function migrate(owner: Owner, migrations: readonly Migration[]): Promise<string[]> {
  await owner.query(sql`select pg_advisory_lock(${lock})`);
  try {
    await owner.script(
      'create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const done = await owner.query<{ name: string; sha256: string }>(
      sql`select name, sha256 from schema_migrations order by name`,
    );
    const applied: string[] = [];
    for (const [index, { name, text }] of inOrder(migrations).entries()) {
      const hash = await sha256(text);
      const before = done[index];
      if (before !== undefined) {
        if (before.name !== name)
          throw new Error(`The database has ${before.name} where this version has ${name}.`);
        if (before.sha256 !== hash) throw new Error(`${name} was changed after it was applied.`);
        continue;
      }
      await apply(owner, name, text, hash);
      applied.push(name);
    }
    if (done.length > migrations.length)
      throw new Error('The database is newer than this version of the service.');
    return applied;
  } finally {
    await owner.query(sql`select pg_advisory_unlock(${lock})`);
  }
}

async function apply(owner: Owner, name: string, text: string, hash: string): Promise<void> {
  await owner.script('begin');
  try {
    await owner.script(text);
    await owner.query(sql`insert into schema_migrations (name, sha256) values (${name}, ${hash})`);
    await owner.script('commit');
  } catch (error) {
    await owner.script('rollback');
    throw new Error(`${name} could not be applied`, { cause: error });
  }
}

const inOrder = (migrations: readonly Migration[]): Migration[] =>
  [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));

/** One value for the whole set: tells whether a prebuilt database fits this version. */
export async function migrationsHash(migrations: readonly Migration[]): Promise<string> {
  const each = await Promise.all(
    inOrder(migrations).map(async ({ name, text }) => `${name} ${await sha256(text)}`),
  );
  return sha256(each.join('\n'));
}

/** The same value for what a database has already. @throws the database's error when it was never migrated. */
export async function appliedHash(owner: Owner): Promise<string> {
  const rows = await owner.query<{ name: string; sha256: string }>(
    sql`select name, sha256 from schema_migrations order by name`,
  );
  return sha256(rows.map((row) => `${row.name} ${row.sha256}`).join('\n'));
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

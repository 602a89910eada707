// Databases for tests, migrated and seeded once and then copied: a template on PostgreSQL, a data directory for PGlite.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import type { Secrets } from '../deps.ts';
import { createIdentity } from '../identity/identity.ts';
import { nodePasswords } from '../identity/passwords-node.ts';
import { systemIds } from '../ids.ts';
import { SecretMissing } from '../secrets/environment.ts';
import type { Database } from '../storage/database.ts';
import { migrate, migrationsHash, type Owner } from '../storage/migrate.ts';
import { migrationFiles } from '../storage/migration-files.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { ownerPglite } from '../storage/owner-pglite.ts';
import { openPg, type PgOptions } from '../storage/pg.ts';
import { openPglite } from '../storage/pglite.ts';
import { seed } from '../storage/seed.ts';
import { createVault } from '../vault/vault.ts';
import { bareDeps } from './bare-deps.ts';

/** 2026-01-05 09:00 UTC: what the clock of a new host shows; it moves only by `advance`. */
export const testStart = Date.UTC(2026, 0, 5, 9);

export interface Opened {
  readonly database: Database;
  readonly owner: Owner;
  readonly url: string | null;
  /** One or several statements as the owner; the rows of the last that has any. What it leaves open is rolled back. */
  inspect(text: string): Promise<Inspected>;
  close(): Promise<void>;
}

export interface Inspected {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Both drivers give one result a statement; one without columns says nothing. */
function lastRows(results: readonly { fields: readonly { name: string }[]; rows: unknown[] }[]): Inspected {
  const last = results.findLast(({ fields }) => fields.length > 0);
  const fields = last?.fields.map(({ name }) => name) ?? [];
  const rows = (last?.rows ?? []) as Record<string, unknown>[];
  return { fields, rows: rows.map((row) => fields.map((field) => row[field])) };
}

export async function openNode(pool: Partial<Omit<PgOptions, 'url'>> = {}): Promise<Opened> {
  const url = await freshDatabase(inject('postgres'));
  const owner = await ownerPg(url);
  const database = openPg({ url, waiting: Number.POSITIVE_INFINITY, leaseTimeout: 60_000, ...pool });
  return {
    database,
    owner,
    url,
    async inspect(text) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const done: unknown = await client.query(text);
        return lastRows((Array.isArray(done) ? done : [done]) as Parameters<typeof lastRows>[0]);
      } finally {
        await client.end();
      }
    },
    async close() {
      await Promise.all([database.close(), owner.close()]);
      await dropDatabase(inject('postgres'), url);
    },
  };
}

export async function openEmbedded(): Promise<Opened> {
  const db = await PGlite.create({ loadDataDir: await image() });
  const owner = ownerPglite(db);
  const database = await openPglite(db);
  const asOwner: Owner = {
    script: (text) => elevated(db, () => owner.script(text)),
    query: (statement) => elevated(db, () => owner.query(statement)),
  };
  return {
    database,
    owner: asOwner,
    url: null,
    inspect: (text) =>
      elevated(db, async () => {
        try {
          return lastRows(await db.exec(text));
        } catch (error) {
          await db.exec('rollback').catch(() => {});
          throw error;
        }
      }),
    close: () => db.close(),
  };
}

/** PGlite has one connection, which gave its rights up: the test takes them back for one statement. */
async function elevated<T>(db: PGlite, work: () => Promise<T>): Promise<T> {
  // Inside a failed transaction neither can be said, nor is it needed: its end restores the role.
  const say = (text: string) => db.exec(text).catch(() => {});
  await say('reset role');
  try {
    return await work();
  } finally {
    await say('set role lavbytes_app');
  }
}

/** A data directory, kept beside other caches: initdb takes seconds, loading a tenth of that. */
async function image(): Promise<Blob> {
  const folder = '.cache/reference-api';
  const file = `${folder}/pglite-${await contents()}.tar`;
  if (!existsSync(file)) {
    const db = await PGlite.create();
    const owner = ownerPglite(db);
    await prepare(owner, () => openPglite(db));
    await db.exec('reset role');
    const dump = await db.dumpDataDir('none');
    await db.close();
    mkdirSync(folder, { recursive: true });
    const part = `${file}.${crypto.randomUUID()}`;
    writeFileSync(part, new Uint8Array(await dump.arrayBuffer()));
    renameSync(part, file);
  }
  return new Blob([readFileSync(file)]);
}

/** Changes with whatever decides what a prepared database holds. */
async function contents(): Promise<string> {
  const sources = ['../storage/seed.ts', '../storage/examples.ts', './databases.ts'].map((name) => ({
    name,
    text: readFileSync(new URL(name, import.meta.url), 'utf8'),
  }));
  return (await migrationsHash([...migrationFiles(), ...sources])).slice(0, 16);
}

/** Tables, example data, and a signing key: making one takes a second or two, and most tests do not care which. */
async function prepare(owner: Owner, open: () => Promise<Database>): Promise<void> {
  const clock = { now: () => testStart };
  await migrate(owner, migrationFiles());
  const deps = bareDeps({}, { clock, ids: systemIds(clock), secrets: testSecrets });
  const { seal } = createVault({ ...deps, database: owner });
  await seed(owner, { passwords: cheapPasswords, clock, seal });
  const database = await open();
  const vault = createVault({ ...deps, database });
  await createIdentity({ ...deps, database }, { vault, record: async () => {} }).keys.signer();
}

/** A copy of a database that is prepared once a run. */
async function freshDatabase(server: string): Promise<string> {
  const template = `t_${await contents()}`;
  const name = `f_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    // CREATE DATABASE wants the template to itself, so files that start together take turns.
    await admin.query('select pg_advisory_lock(1)');
    const { rows } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rows.length === 0) {
      const url = at(server, `${template}_making`);
      await admin.query(`create database ${template}_making`);
      const owner = await ownerPg(url);
      const database = openPg({ url, size: 2 });
      await prepare(owner, async () => database);
      await Promise.all([owner.close(), database.close()]);
      await admin.query(`alter database ${template}_making rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  return at(server, name);
}

async function dropDatabase(server: string, url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
  await admin.end();
}

function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

export const testSecrets: Secrets = {
  async read(name) {
    if (name === 'wrapping-key-next') throw new SecretMissing(name);
    return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)));
  },
};

/** argon2id at a fraction of the service's cost: tests sign in often, and its strength is tested where it lives. */
export const cheapPasswords = nodePasswords(systemIds({ now: Date.now }), 64);

// The same service on two sets of adapters, for tests: PostgreSQL 18 + Redis, and PGlite + memory.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { type App, createApp, type Options } from '../app.ts';
import type { Config, Deps, Secrets } from '../deps.ts';
import { systemIds } from '../ids.ts';
import { silentLog } from '../observe/log.ts';
import type { Cache } from '../storage/cache.ts';
import type { Database } from '../storage/database.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import { migrate, migrationsHash, type Owner } from '../storage/migrate.ts';
import { migrationFiles } from '../storage/migration-files.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { ownerPglite } from '../storage/owner-pglite.ts';
import { openPg } from '../storage/pg.ts';
import { openPglite } from '../storage/pglite.ts';
import { seed } from '../storage/seed.ts';
import { testConfig } from './test-config.ts';

export type HostKind = 'node' | 'pglite';
export const hostKinds: readonly HostKind[] = ['node', 'pglite'];

export interface TestClock {
  now(): number;
  advance(milliseconds: number): void;
}

export interface Host {
  readonly app: App;
  readonly deps: Deps;
  readonly clock: TestClock;
  /** The owner's connection (superuser here): to look behind the application's back. */
  readonly owner: Owner;
  /** postgres://… of this host's own database; null on PGlite. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface Overrides {
  readonly config?: Partial<Config>;
  readonly deps?: Partial<Deps>;
  readonly poolSize?: number;
  readonly options?: Options;
}

/** 2026-01-05 09:00 UTC: what the clock of a new host shows; it moves only by `advance`. */
export const testStart = Date.UTC(2026, 0, 5, 9);

function testClock(): TestClock {
  let now = testStart;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}

export async function openHost(kind: HostKind, overrides: Overrides = {}): Promise<Host> {
  const clock = testClock();
  const opened = kind === 'node' ? await openNode(overrides.poolSize) : await openEmbedded();
  const deps: Deps = {
    config: { ...testConfig, ...overrides.config },
    database: opened.database,
    cache: opened.cache,
    objects: memoryObjects(),
    clock,
    ids: systemIds(clock),
    secrets: testSecrets,
    passwords: plainPasswords,
    log: silentLog,
    ...overrides.deps,
  };
  return { ...opened, app: createApp(deps, overrides.options), deps, clock };
}

interface Opened {
  readonly database: Database;
  readonly cache: Cache;
  readonly owner: Owner;
  readonly url: string | null;
  close(): Promise<void>;
}

async function openNode(poolSize = 20): Promise<Opened> {
  const url = await freshDatabase(inject('postgres'));
  const owner = await ownerPg(url);
  const database = openPg({ url, size: poolSize });
  return {
    database,
    cache: noCache,
    owner,
    url,
    async close() {
      await Promise.all([database.close(), owner.close()]);
      await dropDatabase(inject('postgres'), url);
    },
  };
}

async function openEmbedded(): Promise<Opened> {
  const db = await PGlite.create({ loadDataDir: await image() });
  const owner = ownerPglite(db);
  const database = await openPglite(db);
  const asOwner: Owner = {
    script: (text) => elevated(db, () => owner.script(text)),
    query: (statement) => elevated(db, () => owner.query(statement)),
  };
  return { database, cache: noCache, owner: asOwner, url: null, close: () => db.close() };
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

/** A data directory that is migrated and seeded, kept beside other caches: initdb takes seconds, loading a tenth of that. */
async function image(): Promise<Blob> {
  const folder = '.cache/reference-api';
  const file = `${folder}/pglite-${(await migrationsHash(migrationFiles())).slice(0, 16)}.tar`;
  if (!existsSync(file)) {
    const db = await PGlite.create();
    await prepare(ownerPglite(db));
    const dump = await db.dumpDataDir('none');
    await db.close();
    mkdirSync(folder, { recursive: true });
    const part = `${file}.${crypto.randomUUID()}`;
    writeFileSync(part, new Uint8Array(await dump.arrayBuffer()));
    renameSync(part, file);
  }
  return new Blob([readFileSync(file)]);
}

async function prepare(owner: Owner): Promise<void> {
  await migrate(owner, migrationFiles());
  await seed(owner, {
    passwords: plainPasswords,
    clock: { now: () => testStart },
    seal: async (_table, _column, _row, text) => new TextEncoder().encode(text),
  });
}

/** A copy of a database that is migrated and seeded once a run. */
async function freshDatabase(server: string): Promise<string> {
  const template = `t_${(await migrationsHash(migrationFiles())).slice(0, 16)}`;
  const name = `f_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    // CREATE DATABASE wants the template to itself, so files that start together take turns.
    await admin.query('select pg_advisory_lock(1)');
    const { rows } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rows.length === 0) {
      await admin.query(`create database ${template}_making`);
      const owner = await ownerPg(at(server, `${template}_making`));
      await prepare(owner);
      await owner.close();
      await admin.query(`alter database ${template}_making rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template}`);
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

const testSecrets: Secrets = {
  read: async (name) => new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))),
};

const plainPasswords = {
  hash: async (password: string) => `plain:${password}`,
  verify: async (password: string, phc: string) => phc === `plain:${password}`,
};

const noCache: Cache = {
  take: async (windows) => windows.map(({ limit }) => ({ allowed: true, remaining: limit, reset: 0 })),
  get: async () => null,
  set: async () => {},
  delete: async () => {},
  ping: async () => {},
  close: async () => {},
};

// The same service on two sets of adapters, for tests: PostgreSQL 18 + Redis, and PGlite + memory.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { type App, createApp, type Options } from '../app.ts';
import type { Config, Deps, Secrets } from '../deps.ts';
import { nodePasswords } from '../identity/passwords-node.ts';
import { systemIds } from '../ids.ts';
import { silentLog } from '../observe/log.ts';
import { SecretMissing } from '../secrets/environment.ts';
import type { Cache } from '../storage/cache.ts';
import type { Database } from '../storage/database.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import { migrate, migrationsHash, type Owner } from '../storage/migrate.ts';
import { migrationFiles } from '../storage/migration-files.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { ownerPglite } from '../storage/owner-pglite.ts';
import { openPg } from '../storage/pg.ts';
import { openPglite } from '../storage/pglite.ts';
import { examplePassword, type SeedUserName, seed, users } from '../storage/seed.ts';
import { nodeCipher } from '../vault/cipher-node.ts';
import { createVault } from '../vault/vault.ts';
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
  /** Calls as one of the seeded people, signed in as often as needed. A body makes it a POST unless `method` says otherwise. */
  as(user: SeedUserName): Caller;
  /** postgres://… of this host's own database; null on PGlite. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface Caller {
  (
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
  token(): Promise<string>;
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
    passwords: cheapPasswords,
    log: silentLog,
    ...(kind === 'node' && { cipher: nodeCipher }),
    ...overrides.deps,
  };
  const app = createApp(deps, overrides.options);
  return { ...opened, app, deps, clock, as: callers(app, clock) };
}

function callers(app: App, clock: TestClock): Host['as'] {
  const tokens = new Map<SeedUserName, { token: Promise<string>; until: number }>();

  async function signIn(user: SeedUserName): Promise<string> {
    const body = JSON.stringify({ email: users[user].email, password: examplePassword });
    const answer = await app(
      new Request('http://api/v1/sessions', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      }),
    );
    if (answer.status !== 201)
      throw new Error(`${user} could not sign in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }

  return (user) => {
    function token(): Promise<string> {
      const known = tokens.get(user);
      if (known !== undefined && known.until > clock.now()) return known.token;
      const fresh = { token: signIn(user), until: clock.now() + 300_000 };
      tokens.set(user, fresh);
      return fresh.token;
    }
    const call = async (path: string, { method, body, headers }: Parameters<Caller>[1] = {}) => {
      const all: Record<string, string> = { authorization: `Bearer ${await token()}`, ...headers };
      if (body !== undefined) all['content-type'] ??= 'application/json';
      return app(
        new Request(`http://api${path}`, {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: all,
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
    };
    return Object.assign(call, { token });
  };
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
  const clock = { now: () => testStart };
  await migrate(owner, migrationFiles());
  const vault = createVault({
    database: owner,
    secrets: testSecrets,
    clock,
    ids: systemIds(clock),
    config: testConfig,
  });
  await seed(owner, { passwords: cheapPasswords, clock, seal: vault.seal });
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
  async read(name) {
    if (name === 'wrapping-key-next') throw new SecretMissing(name);
    return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)));
  },
};

/** argon2id at a fraction of the service's cost: tests sign in often, and its strength is tested where it lives. */
const cheapPasswords = nodePasswords(systemIds({ now: Date.now }), 64);

const noCache: Cache = {
  take: async (windows) => windows.map(({ limit }) => ({ allowed: true, remaining: limit, reset: 0 })),
  get: async () => null,
  set: async () => {},
  delete: async () => {},
  ping: async () => {},
  close: async () => {},
};

// The same service on two sets of adapters, for tests: PostgreSQL 18 + Redis, and PGlite + memory.
import { inject } from 'vitest';
import { type App, createApp, type Options } from '../app.ts';
import type { Config, Deps } from '../deps.ts';
import { nodeSignatures } from '../identity/signatures-node.ts';
import { systemIds } from '../ids.ts';
import { silentLog } from '../observe/log.ts';
import type { Cache } from '../storage/cache.ts';
import type { Database } from '../storage/database.ts';
import type { SeedUserName } from '../storage/examples.ts';
import { memoryCache } from '../storage/memory.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import type { Owner } from '../storage/migrate.ts';
import type { PgOptions } from '../storage/pg.ts';
import { openRedis } from '../storage/redis.ts';
import { nodeCipher } from '../vault/cipher-node.ts';
import { type Caller, callers } from './callers.ts';
import { cheapPasswords, type Opened, openEmbedded, openNode, testSecrets, testStart } from './databases.ts';
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
  /** Calls as one of the seeded people. */
  as(user: SeedUserName): Caller;
  /** postgres://… of this host's own database; null on PGlite. */
  readonly url: string | null;
  /** One or several statements as the owner; the rows of the last that has any. */
  readonly inspect: Opened['inspect'];
  close(): Promise<void>;
}

export interface Overrides {
  readonly config?: Partial<Config>;
  readonly deps?: Partial<Deps>;
  /** Connections and queue of the PostgreSQL pool; a queue without end by default, because races want everybody in. */
  readonly pool?: Partial<Omit<PgOptions, 'url'>>;
  /** Put around the database, to listen to it. */
  readonly around?: (database: Database) => Database;
  readonly options?: Options;
}

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
  const opened = kind === 'node' ? await openNode(overrides.pool) : await openEmbedded();
  const deps: Deps = {
    config: { ...testConfig, ...overrides.config },
    database: overrides.around?.(opened.database) ?? opened.database,
    cache: kind === 'node' ? await redisThere(inject('redis'), saltOf(opened.url)) : memoryCache(clock),
    objects: memoryObjects(),
    clock,
    ids: systemIds(clock),
    secrets: testSecrets,
    passwords: cheapPasswords,
    log: silentLog,
    ...(kind === 'node' && { cipher: nodeCipher, signatures: nodeSignatures }),
    ...overrides.deps,
  };
  const app = createApp(deps, overrides.options);
  return {
    ...opened,
    app,
    deps,
    clock,
    as: callers(app, clock),
    async close() {
      await Promise.all([opened.close(), deps.cache.close()]);
    },
  };
}

/** The service starts without its cache; a test wants it there, on a machine that is busy too. */
export async function redisThere(url: string, salt: Uint8Array, timeout = 10_000): Promise<Cache> {
  const cache = await openRedis({ url, salt, timeout });
  for (let tries = 0; ; tries++) {
    try {
      await cache.ping();
      return cache;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}

/** Files share one Redis: each has its own salt, and so its own keys. */
const saltOf = (url: string | null): Uint8Array => new TextEncoder().encode(url ?? '');

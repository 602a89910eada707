// The cache on Redis 7 or later: one primary (its windows are touched together), TLS by a rediss:// address.
import { createHmac } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Cache, CacheDown, type Window, type WindowState } from './cache.ts';
import { takeScript } from './redis-take.ts';

export interface RedisOptions {
  /** redis:// or rediss://, with user and password in it where there are any. */
  readonly url: string;
  /** Keyed hash of every key: who calls cannot be read from Redis, nor found by trying all addresses. */
  readonly salt: Uint8Array;
  /** Longest wait for an answer, milliseconds; 250 by default. */
  readonly timeout?: number;
}

interface Scripted extends Redis {
  take(count: number, ...keysAndArguments: (string | number)[]): Promise<number[]>;
}

/** After a command that got no answer, how long the next ones fail at once, milliseconds. */
const rest = 500;

/** Resolves when Redis answers, or after a second without it: the service starts, and says that its cache is down. */
export async function openRedis({ url, salt, timeout = 250 }: RedisOptions): Promise<Cache> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableAutoPipelining: true,
    // A command that may have been carried out is never sent twice, and none waits for a connection.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeout,
    connectTimeout: 1_000,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
    scripts: { take: { lua: takeScript } },
  }) as Scripted;
  // Every command reports its own failure; without a listener the process would print each broken connection.
  redis.on('error', () => {});
  await Promise.race([redis.connect().catch(() => {}), new Promise((go) => setTimeout(go, 1_000).unref())]);

  let closedUntil = 0;
  async function ask<T>(command: () => Promise<T>): Promise<T> {
    if (closedUntil > 0 && performance.now() < closedUntil) throw new CacheDown();
    try {
      const answer = await command();
      closedUntil = 0;
      return answer;
    } catch {
      closedUntil = performance.now() + rest;
      throw new CacheDown();
    }
  }

  const name = hashedNames(salt);
  return {
    take: (windows, now) =>
      ask(async () => states(await redis.take(windows.length, ...takeArguments(windows, now, name)))),
    get: (key) => ask(() => redis.get(name(key))),
    set: (key, value, seconds) =>
      ask(async () => {
        await redis.set(name(key), value, 'PX', Math.ceil(seconds * 1_000));
      }),
    delete: (key) =>
      ask(async () => {
        await redis.del(name(key));
      }),
    ping: () =>
      ask(async () => {
        await redis.ping();
      }),
    async close() {
      redis.disconnect();
    },
  };
}

function takeArguments(
  windows: readonly Window[],
  now: number,
  name: (key: string) => string,
): (string | number)[] {
  const list: (string | number)[] = windows.map((window) => name(window.key));
  list.push(now);
  for (const { limit, seconds } of windows) list.push(limit, seconds * 1_000);
  return list;
}

function states(flat: readonly number[]): WindowState[] {
  const found: WindowState[] = [];
  for (let i = 0; i < flat.length; i += 3)
    found.push({
      allowed: flat[i] === 1,
      remaining: flat[i + 1] as number,
      reset: Math.ceil((flat[i + 2] as number) / 1_000),
    });
  return found;
}

/** 128 bits of HMAC-SHA-256, base64url. The last thousands are kept: callers come back. */
function hashedNames(salt: Uint8Array): (key: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (key) => {
    const known = young.get(key) ?? old.get(key);
    if (known !== undefined) return known;
    const name = createHmac('sha256', salt).update(key).digest('base64url').slice(0, 22);
    if (young.size >= 4_096) {
      old = young;
      young = new Map();
    }
    young.set(key, name);
    return name;
  };
}

// The cache on Redis 7 or later: one primary (its windows are touched together), TLS by a rediss:// address.
import { createHmac } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Cache, CacheDown, type WindowState } from './cache.ts';
import { type Take, takeArguments, takeScript, takeStates } from './redis-take.ts';

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
  fill(key: string, token: string, value: string, milliseconds: number): Promise<number>;
}

interface Waiting extends Take {
  readonly resolve: (states: WindowState[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Requests in one script: it holds Redis for about as many times ten microseconds. */
const most = 64;

/** Between reading the token and writing the value nobody else comes. */
const fillScript = `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

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
    scripts: { take: { lua: takeScript }, fill: { lua: fillScript, numberOfKeys: 1 } },
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

  // Requests that arrive in the same turn of the event loop go in one command: most of its price is the command itself.
  let waiting: Waiting[] = [];
  function send(): void {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += most) takeTogether(all.slice(from, from + most));
  }
  async function takeTogether(takes: readonly Waiting[]): Promise<void> {
    try {
      const states = takeStates(takes, await ask(() => redis.take(...takeArguments(takes, name))));
      for (const one of takes) one.resolve(states.next().value as WindowState[]);
    } catch (error) {
      for (const one of takes) one.reject(error);
    }
  }

  return {
    take: (windows, now) =>
      new Promise((resolve, reject) => {
        waiting.push({ windows, now, resolve, reject });
        if (waiting.length === 1) setImmediate(send);
      }),
    get: (key) => ask(() => redis.get(name(key))),
    set: (key, value, seconds) =>
      ask(async () => {
        await redis.set(name(key), value, 'PX', Math.ceil(seconds * 1_000));
      }),
    hold: (key, token, seconds) =>
      ask(() => redis.set(name(key), token, 'PX', Math.ceil(seconds * 1_000), 'NX', 'GET')),
    fill: (key, token, value, seconds) =>
      ask(async () => {
        await redis.fill(name(key), token, value, Math.ceil(seconds * 1_000));
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

// The cache in one process: for the reader's tab, for `npm run api` and for tests. Same rules as redis.ts.
import type { Clock } from '../deps.ts';
import type { Cache, Window, WindowState } from './cache.ts';

/** Request times of one window, oldest first. */
interface Log {
  times: number[];
  /** Entries before this index have left the window. */
  first: number;
}

/**
 * @param most windows kept; the one that was idle longest goes first. Entries of `set` are bounded by the same number.
 */
export function memoryCache(clock: Clock, most = 50_000): Cache {
  const logs = new Map<string, Log>();
  const values = new Map<string, { value: string; until: number }>();

  function logOf(key: string): Log {
    const found = logs.get(key);
    const log = found ?? { times: [], first: 0 };
    // Taken out and put back: a Map remembers the order of insertion.
    if (found) logs.delete(key);
    else if (logs.size >= most) dropOldest(logs);
    logs.set(key, log);
    return log;
  }

  function live(key: string): string | null {
    const found = values.get(key);
    if (found === undefined) return null;
    if (found.until > clock.now()) return found.value;
    values.delete(key);
    return null;
  }

  function put(key: string, value: string, seconds: number): void {
    values.delete(key);
    if (values.size >= most) dropOldest(values);
    values.set(key, { value, until: clock.now() + seconds * 1_000 });
  }

  return {
    async take(windows, now) {
      const found = windows.map((window) => expire(logOf(window.key), window, now));
      const all = found.every((log, index) => size(log) < (windows[index] as Window).limit);
      if (all) for (const log of found) log.times.push(Math.max(now, log.times.at(-1) ?? now));
      return found.map((log, index) => stateOf(log, windows[index] as Window, now, all));
    },
    async get(key) {
      return live(key);
    },
    async set(key, value, seconds) {
      put(key, value, seconds);
    },
    async hold(key, token, seconds) {
      const there = live(key);
      if (there === null) put(key, token, seconds);
      return there;
    },
    async fill(key, token, value, seconds) {
      if (live(key) === token) put(key, value, seconds);
    },
    async delete(key) {
      values.delete(key);
    },
    async ping() {},
    async close() {},
  };
}

const size = (log: Log): number => log.times.length - log.first;

/** A request at t counts in [t, t + window). A clock that steps back is held at the newest entry. */
function expire(log: Log, { seconds }: Window, now: number): Log {
  const { times } = log;
  const last = Math.max(now, times.at(-1) ?? now) - seconds * 1_000;
  while (log.first < times.length && (times[log.first] as number) <= last) log.first += 1;
  if (log.first > 1_024 || log.first === times.length) {
    times.splice(0, log.first);
    log.first = 0;
  }
  return log;
}

function stateOf(log: Log, { limit, seconds }: Window, now: number, all: boolean): WindowState {
  const remaining = limit - size(log);
  const free = remaining > 0;
  const at = Math.max(now, log.times.at(-1) ?? now);
  const reset = free ? 0 : Math.ceil(((log.times[log.first] ?? at) + seconds * 1_000 - at) / 1_000);
  return { allowed: all || free, remaining, reset };
}

function dropOldest(map: Map<string, unknown>): void {
  const { value } = map.keys().next();
  if (value !== undefined) map.delete(value);
}

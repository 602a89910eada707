import type { Window, WindowState } from './cache.ts';

/** One request's windows, all taken or none. */
export interface Take {
  readonly windows: readonly Window[];
  readonly now: number;
}

/**
 * Takes for several requests, one after the other. A window is a list of request times, newest first, never longer than
 * its limit: what has left the window is popped from the tail (each entry once, so O(1) a request over time), and what is
 * left is the exact count. Redis runs a script alone, so two processes cannot both take the last one.
 *
 * KEYS: the windows of all requests. ARGV, for each request: now, number of windows, then limit and length (milliseconds)
 * of each. Gives allowed, remaining and milliseconds until one more is allowed, for each window. A request at t counts in
 * [t, t + length); a caller whose clock is behind is held at the newest entry.
 */
export const takeScript = `
local call = redis.call
local out, o, k, a = {}, 0, 0, 1
while a < #ARGV do
  local now, windows = tonumber(ARGV[a]), tonumber(ARGV[a + 1])
  a = a + 1
  local all = true
  local counts, times = {}, {}
  for i = 1, windows do
    local key, limit, length = KEYS[k + i], tonumber(ARGV[a + 2 * i - 1]), tonumber(ARGV[a + 2 * i])
    local at, count = now, call('LLEN', key)
    if count > 0 then
      at = math.max(now, tonumber(call('LINDEX', key, 0)))
      while count > 0 and tonumber(call('LINDEX', key, -1)) <= at - length do
        call('RPOP', key)
        count = count - 1
      end
    end
    counts[i], times[i] = count, at
    if count >= limit then all = false end
  end
  for i = 1, windows do
    local key, limit, length = KEYS[k + i], tonumber(ARGV[a + 2 * i - 1]), tonumber(ARGV[a + 2 * i])
    local count, at = counts[i], times[i]
    local free = count < limit
    if all then
      call('LPUSH', key, at)
      call('PEXPIRE', key, length)
      count = count + 1
    end
    out[o + 1] = (all or free) and 1 or 0
    out[o + 2] = math.max(0, limit - count)
    out[o + 3] = count < limit and 0 or tonumber(call('LINDEX', key, -1) or at) + length - at
    o = o + 3
  end
  k = k + windows
  a = a + 2 * windows + 1
end
return out
`;

/** What the script is given: the number of keys, the keys, the arguments. */
export function takeArguments(
  takes: readonly Take[],
  name: (key: string) => string,
): [number, ...(string | number)[]] {
  const keys: string[] = [];
  const values: number[] = [];
  for (const { windows, now } of takes) {
    values.push(now, windows.length);
    for (const { key, limit, seconds } of windows) {
      keys.push(name(key));
      values.push(limit, seconds * 1_000);
    }
  }
  return [keys.length, ...keys, ...values];
}

/** The script's answer, three numbers a window, request by request. */
export function* takeStates(takes: readonly Take[], flat: readonly number[]): Generator<WindowState[]> {
  let at = 0;
  for (const { windows } of takes)
    yield windows.map(() => {
      const [allowed, remaining, wait] = flat.slice(at, at + 3) as [number, number, number];
      at += 3;
      return { allowed: allowed === 1, remaining, reset: Math.ceil(wait / 1_000) };
    });
}

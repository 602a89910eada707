/**
 * Takes one request from every window or from none. A window is a list of request times, newest first, never longer than
 * its limit: what has left the window is popped from the tail (each entry once, so O(1) a request over time), and what is
 * left is the exact count. Redis runs a script alone, so two processes cannot both take the last one.
 *
 * KEYS: the windows. ARGV: now, then limit and length (milliseconds) of each. Gives allowed, remaining and milliseconds
 * until one more is allowed, for each. A request at t counts in [t, t + length); a caller whose clock is behind is held at
 * the newest entry.
 */
export const takeScript = `
local now = tonumber(ARGV[1])
local all = true
local counts, times = {}, {}
for i, key in ipairs(KEYS) do
  local length = tonumber(ARGV[2 * i + 1])
  local newest = redis.call('LINDEX', key, 0)
  local at = now
  if newest and tonumber(newest) > now then at = tonumber(newest) end
  times[i] = at
  if newest then
    local oldest = redis.call('LINDEX', key, -1)
    while oldest and tonumber(oldest) <= at - length do
      redis.call('RPOP', key)
      oldest = redis.call('LINDEX', key, -1)
    end
    counts[i] = redis.call('LLEN', key)
  else
    counts[i] = 0
  end
  if counts[i] >= tonumber(ARGV[2 * i]) then all = false end
end
local out = {}
for i, key in ipairs(KEYS) do
  local limit, length = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local free = counts[i] < limit
  if all then
    redis.call('LPUSH', key, times[i])
    redis.call('PEXPIRE', key, length)
    counts[i] = counts[i] + 1
  end
  local wait = 0
  if counts[i] >= limit then
    wait = tonumber(redis.call('LINDEX', key, -1) or times[i]) + length - times[i]
  end
  out[3 * i - 2] = (all or free) and 1 or 0
  out[3 * i - 1] = math.max(0, limit - counts[i])
  out[3 * i] = wait
end
return out
`;

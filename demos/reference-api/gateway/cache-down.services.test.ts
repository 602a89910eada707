// EDGE-09. Redis is killed under load, hangs, and comes back.
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRedis } from '../../../infra/local/redis.ts';
import type { Service } from '../../../infra/local/service.ts';
import { Problem } from '../problem.ts';
import type { Cache } from '../storage/cache.ts';
import { openRedis } from '../storage/redis.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { gatewayDeps } from './test-deps.ts';

type Answer = 'ok' | 'unavailable' | 'quota-exceeded' | 'fault';

interface Sample {
  readonly at: number;
  readonly took: number;
  readonly limit: 'sign-in' | 'account';
  readonly answer: Answer;
}

/** What is promised is a second; a machine that stalls may take five times as long. */
const within = 5_000;

/** Ten callers of each kind, until told to stop. */
function load(gateway: Gateway) {
  const samples: Sample[] = [];
  let on = true;
  let caller = 0;
  async function one(limit: Sample['limit']): Promise<void> {
    while (on) {
      const at = performance.now();
      let answer: Answer = 'ok';
      try {
        await gateway.takeClient(limit, `caller-${caller++}`, {});
      } catch (error) {
        answer = error instanceof Problem ? (error.code as Answer) : 'fault';
      }
      samples.push({ at, took: performance.now() - at, limit, answer });
      await wait(5);
    }
  }
  const running = Array.from({ length: 20 }, (_, i) => one(i % 2 === 0 ? 'sign-in' : 'account'));
  return {
    samples,
    async stop() {
      on = false;
      await Promise.all(running);
    },
  };
}

const since = (samples: readonly Sample[], at: number, limit: Sample['limit']) =>
  samples.filter((sample) => sample.at >= at && sample.limit === limit);

describe('EDGE-09 the cache goes away', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  let redis: Service;
  let cache: Cache;
  let gateway: Gateway;
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    redis = await startRedis();
    cache = await openRedis({ url: redis.url, salt: new Uint8Array(32) });
    await vi.waitUntil(
      () =>
        cache.ping().then(
          () => true,
          () => false,
        ),
      { timeout: 20_000, interval: 50 },
    );
    gateway = createGateway({ ...gatewayDeps({}, cache), clock: { now: Date.now } });
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await cache.close();
    await redis.stop();
  });

  it('killed under load: sign-in closed, reads go on, and both are back with Redis', async () => {
    const { samples, stop } = load(gateway);
    const count = (limit: Sample['limit'], answer: Answer, at = 0) =>
      since(samples, at, limit).filter((one) => one.answer === answer).length;
    const until = (so: () => boolean) => vi.waitUntil(so, { timeout: within, interval: 10 });
    await until(() => count('sign-in', 'ok') > 50 && count('account', 'ok') > 50);
    const killed = performance.now();
    await redis.stop();
    await until(() => count('sign-in', 'unavailable', killed) > 0);
    const closed = performance.now();
    await until(() => count('sign-in', 'unavailable', closed) > 50 && count('account', 'ok', closed) > 50);
    const down = performance.now();
    redis = await startRedis(redis.port);
    const back = performance.now();
    await until(() => count('sign-in', 'ok', back) > 50);
    const again = performance.now();
    await until(() => count('sign-in', 'ok', again) > 50);
    await stop();

    expect(closed - killed).toBeLessThan(within);
    const meanwhile = since(samples, closed, 'sign-in').filter(({ at }) => at < down);
    expect(new Set(meanwhile.map(({ answer }) => answer))).toEqual(new Set(['unavailable']));
    expect(Math.max(...meanwhile.map(({ took }) => took))).toBeLessThan(within);
    const reads = since(samples, killed, 'account');
    expect(new Set(reads.map(({ answer }) => answer))).toEqual(new Set(['ok']));
    expect(again - back).toBeLessThan(5 * within);
    expect(samples.some(({ answer }) => answer === 'fault')).toBe(false);
    expect(unhandled).toEqual([]);
  }, 60_000);

  it('hanging: nobody waits for it, and most not at all; control: a client that queues waits', async () => {
    const lax = new Redis(redis.url);
    lax.on('error', () => {});
    await lax.ping();
    // For a minute, which is longer than all that follows may take.
    const control = new Redis(redis.url);
    await control.client('PAUSE', 60_000, 'ALL');
    control.disconnect();
    let answered = false;
    lax.ping().then(
      () => {
        answered = true;
      },
      () => {},
    );
    const start = performance.now();
    const { samples, stop } = load(gateway);
    await vi.waitUntil(() => samples.length >= 1_000, { timeout: 4 * within, interval: 10 });
    await stop();
    const reads = since(samples, start, 'account');
    expect(new Set(reads.map(({ answer }) => answer))).toEqual(new Set(['ok']));
    expect(Math.max(...samples.map(({ took }) => took))).toBeLessThan(within);
    const waited = samples.filter(({ took }) => took > 100).length;
    expect(waited / samples.length).toBeLessThan(0.5);
    expect(unhandled).toEqual([]);
    // A thousand calls have come back by now, and the one that queues has not.
    expect(answered).toBe(false);
    lax.disconnect();
  }, 60_000);
});

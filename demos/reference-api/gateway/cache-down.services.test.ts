// EDGE-09. Redis is killed under load, hangs, and comes back.
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    gateway = createGateway({ ...gatewayDeps({}, cache), clock: { now: Date.now } });
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await cache.close();
    await redis.stop();
  });

  it('killed under load: sign-in closed within 1 s, reads go on, back within 5 s', async () => {
    const { samples, stop } = load(gateway);
    await wait(500);
    const killed = performance.now();
    await redis.stop();
    await wait(2_000);
    const down = performance.now();
    redis = await startRedis(redis.port);
    const back = performance.now();
    await wait(5_000);
    await stop();

    expect(samples.filter(({ at }) => at < killed - 300).every(({ answer }) => answer === 'ok')).toBe(true);
    const closed = since(samples, killed + 1_000, 'sign-in').filter(({ at }) => at < down);
    expect(closed.length).toBeGreaterThan(20);
    expect(new Set(closed.map(({ answer }) => answer))).toEqual(new Set(['unavailable']));
    expect(Math.max(...closed.map(({ took }) => took))).toBeLessThan(1_000);
    const reads = since(samples, killed, 'account');
    expect(new Set(reads.map(({ answer }) => answer))).toEqual(new Set(['ok']));
    const after = since(samples, back, 'sign-in');
    const recovered = after.find(({ answer }) => answer === 'ok');
    expect((recovered?.at ?? Number.POSITIVE_INFINITY) - back).toBeLessThan(5_000);
    expect(after.at(-1)?.answer).toBe('ok');
    expect(samples.some(({ answer }) => answer === 'fault')).toBe(false);
    expect(unhandled).toEqual([]);
  }, 30_000);

  it('hanging: nobody waits longer than a second, and most not at all', async () => {
    const control = new Redis(redis.url);
    await control.client('PAUSE', 2_000, 'ALL');
    control.disconnect();
    const start = performance.now();
    const { samples, stop } = load(gateway);
    await wait(1_500);
    await stop();
    const reads = since(samples, start, 'account');
    expect(new Set(reads.map(({ answer }) => answer))).toEqual(new Set(['ok']));
    expect(Math.max(...samples.map(({ took }) => took))).toBeLessThan(1_000);
    const waited = samples.filter(({ took }) => took > 100).length;
    expect(waited / samples.length).toBeLessThan(0.5);
    expect(unhandled).toEqual([]);
  }, 30_000);

  it('control: a client that queues and resends makes its callers wait as long as Redis hangs', async () => {
    const lax = new Redis(redis.url);
    lax.on('error', () => {});
    const control = new Redis(redis.url);
    await lax.ping();
    await control.client('PAUSE', 1_500, 'ALL');
    control.disconnect();
    const start = performance.now();
    await lax.ping();
    expect(performance.now() - start).toBeGreaterThan(1_000);
    lax.disconnect();
  }, 30_000);
});

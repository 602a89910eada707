// EDGE-02. Two processes that share nothing but Redis.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { often } from '../../../tests/soak.ts';

const rounds = often(3, 20);
const agent = new Agent({ keepAlive: true, maxSockets: 40 });

interface Pair {
  readonly children: ChildProcess[];
  readonly ports: number[];
}

async function startPair(weak: boolean): Promise<Pair> {
  const options = JSON.stringify({ url: inject('redis'), weak });
  const children = [1, 2].map(() =>
    fork(new URL('limited-server.ts', import.meta.url), [options], { execArgv: [], stdio: 'inherit' }),
  );
  const ports = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0] as number));
  return { children, ports };
}

const status = (port: number, client: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', agent, headers: { 'x-forwarded-for': client } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });

/** 1,000 requests at once, alternating between the two processes. */
async function round({ ports }: Pair, client: string): Promise<Record<number, number>> {
  const all = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) => status(ports[i % 2] as number, client)),
  );
  const counts: Record<number, number> = {};
  for (const one of all) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
}

describe('EDGE-02 1,000 requests at limit 100 over two processes', () => {
  let real: Pair;
  let weak: Pair;
  beforeAll(async () => {
    [real, weak] = await Promise.all([startPair(false), startPair(true)]);
  });
  afterAll(() => {
    agent.destroy();
    for (const child of [...(real?.children ?? []), ...(weak?.children ?? [])]) child.kill();
  });

  it(`exactly 100 pass, ${rounds} times over`, async () => {
    const seen = [];
    for (let i = 0; i < rounds; i++) seen.push(await round(real, `203.0.113.${i}`));
    expect(seen).toEqual(Array.from({ length: rounds }, () => ({ 200: 100, 429: 900 })));
  }, 120_000);

  it('control: reading, then writing lets more through', async () => {
    const counts = await round(weak, '203.0.113.200');
    expect(counts[200]).toBeGreaterThan(100);
  });
});

// EDGE-04, and what happens without the cache (EDGE-09, with a cache that fails on command).
import { describe, expect, it } from 'vitest';
import { Problem, problemAnswer } from '../problem.ts';
import { type Cache, CacheDown } from '../storage/cache.ts';
import { createGateway } from './gateway.ts';
import { readList } from './structured-fields.ts';
import { gatewayDeps } from './test-deps.ts';

const principal = {
  user: '0190f3a2-0000-7000-8000-000000000001',
  organisation: '0190f3a2-0000-7000-8000-000000000002',
  role: 'viewer',
  department: 'finance',
  family: '0190f3a2-0000-7000-8000-000000000003',
} as const;

type Headers = Record<string, string>;

async function refusal(work: Promise<void> | undefined): Promise<Problem | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('EDGE-04 what a refused caller is told', () => {
  it('every 429: problem, violated policies, Retry-After not before the reset, parseable fields', async () => {
    const deps = gatewayDeps();
    const gateway = createGateway(deps);
    let refused = 0;
    for (let i = 0; i < 300; i++) {
      deps.clock.at += i % 7 === 0 ? 450 : 0;
      const headers: Headers = {};
      const limit = i % 2 === 0 ? 'sign-in' : 'account';
      const problem = await refusal(gateway.takeClient(limit, '203.0.113.7', headers));
      expect(readList(headers['ratelimit-policy'] as string)[0]).toEqual({
        value: 'client',
        parameters: { q: 100, w: 60 },
      });
      const states = readList(headers['ratelimit'] as string);
      expect(states.map(({ value }) => value)).toEqual(
        limit === 'sign-in' ? ['client', 'sign-in'] : ['client'],
      );
      if (problem === null) continue;

      refused += 1;
      const answer = problemAnswer(
        new Problem(problem.code, { ...problem.extra, headers: { ...headers, ...problem.extra.headers } }),
        'a'.repeat(32),
        false,
      );
      expect(answer.status).toBe(429);
      expect(answer.headers?.['content-type']).toBe('application/problem+json');
      const body = JSON.parse(answer.text ?? '') as {
        type: string;
        status: number;
        'violated-policies': string[];
      };
      expect(body).toMatchObject({ type: '/problems/quota-exceeded', status: 429 });
      const wait = Number(answer.headers?.['retry-after']);
      expect(Number.isInteger(wait) && wait >= 1).toBe(true);
      expect(body['violated-policies'].length).toBeGreaterThan(0);
      for (const policy of body['violated-policies']) {
        const state = states.find(({ value }) => value === policy);
        expect(state?.parameters['r']).toBe(0);
        expect(wait).toBeGreaterThanOrEqual(state?.parameters['t'] as number);
      }
    }
    expect(refused).toBeGreaterThan(150);
  });

  it('waiting as long as Retry-After says is enough', async () => {
    const deps = gatewayDeps();
    const gateway = createGateway(deps);
    for (let i = 0; i < 5; i++) await gateway.takeClient('sign-in', 'a', {});
    deps.clock.at += 12_345;
    const problem = await refusal(gateway.takeClient('sign-in', 'a', {}));
    expect(problem?.extra.violated).toEqual(['sign-in']);
    deps.clock.at += Number(problem?.extra.headers?.['retry-after']) * 1_000;
    expect(await refusal(gateway.takeClient('sign-in', 'a', {}))).toBeNull();
  });

  it('the account has a quota of its own, and its fields join the client’s', async () => {
    const gateway = createGateway(gatewayDeps());
    const headers: Headers = {};
    await gateway.takeClient('account', 'a', headers);
    await gateway.takeAccount('account', principal, headers);
    expect(readList(headers['ratelimit'] as string).map(({ value }) => value)).toEqual(['client', 'account']);
    expect(gateway.takeAccount('none', principal, headers)).toBeUndefined();
    const together: Headers = {};
    await gateway.takeClient('account', 'a', together, principal);
    expect(together['ratelimit-policy']).toBe(headers['ratelimit-policy']);
    expect(together['ratelimit']).toBe('"client";r=98, "account";r=98');
  });

  it('control: the reader of fields refuses what is not a structured field', () => {
    for (const field of [
      '',
      'client;r=1',
      '"client";r=',
      '"client";r=1,',
      '"client";r=1.5.2',
      'limit=10, reset=5',
    ])
      expect(() => readList(field)).toThrow(SyntaxError);
  });
});

describe('without the cache', () => {
  function failing(): { cache: Cache; down: boolean } {
    const deps = gatewayDeps();
    const state = {
      down: true,
      cache: {
        ...deps.cache,
        take: (...call: Parameters<Cache['take']>) =>
          state.down ? Promise.reject(new CacheDown()) : deps.cache.take(...call),
      },
    };
    return state;
  }

  it('sign-in is closed with 503, reads go on under the same limit in this process, and it is said once a second', async () => {
    const state = failing();
    const deps = gatewayDeps({}, state.cache);
    const gateway = createGateway(deps);
    const closed = await refusal(gateway.takeClient('sign-in', 'a', {}));
    expect([closed?.code, closed?.extra.headers]).toEqual(['unavailable', { 'retry-after': '1' }]);
    const answers = [];
    for (let i = 0; i < 150; i++)
      answers.push((await refusal(gateway.takeClient('account', 'a', {})))?.code ?? 'ok');
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(100);
    expect(answers.filter((answer) => answer === 'quota-exceeded')).toHaveLength(50);
    expect(deps.lines).toEqual(['cache-down']);
    state.down = false;
    expect(await refusal(gateway.takeClient('sign-in', 'a', {}))).toBeNull();
  });

  it('another fault of the cache is not taken for its absence', async () => {
    const cache = { ...failing().cache, take: () => Promise.reject(new TypeError('a slip of ours')) };
    const gateway = createGateway(gatewayDeps({}, cache));
    await expect(gateway.takeClient('account', 'a', {})).rejects.toThrow(TypeError);
  });
});

it('L2 switched off counts nothing and refuses nobody', () => {
  const gateway = createGateway(
    gatewayDeps({ layersOff: ['L2'], trustedHops: 1, allowlist: ['192.0.2.0/24'] }),
  );
  expect(gateway.arrive(new Headers(), { address: '203.0.113.7', encrypted: false })).toBe('unknown');
  expect(gateway.takeClient('sign-in', 'a', {})).toBeUndefined();
});

// Every proof on PostgreSQL with Redis and on PGlite, and each of them failing on a host that lacks what it shows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#api/app.ts';
import { productionLimits } from '#api/gateway/production-limits.ts';
import { type Host, type HostKind, hostKinds, type Overrides, openHost } from '#api/test/hosts.ts';
import { testConfig } from '#api/test/test-config.ts';
import { type Weakened, weakened } from '#api/test/weakened.ts';
import type { Client } from '../runtime/contract.ts';
import { proofs } from './all.ts';
import { barriers } from './barriers.ts';
import type { Powers } from './bench.ts';
import type { Result } from './evidence.ts';
import type { Bent, Proof } from './proof.ts';
import { writeResults } from './record/write.ts';
import { runner } from './run.ts';

// As in the sandbox: low enough to be used up, high enough for all proofs in a minute.
const limits = { ...testConfig.limits, signIn: { limit: 60, seconds: 60 } };

const open = (kind: HostKind, config: Overrides['config'] = {}): Promise<Host> =>
  openHost(kind, { config: { ...testConfig, limits, ...config } });

function clientOf({ app }: Pick<Host, 'app'>, bend?: (path: string, answer: Bent) => Bent): Client {
  return {
    label: { kind: 'server', text: 'test' },
    async fetch(path, { method = 'GET', headers = {}, body } = {}) {
      const response = await app(
        new Request(`http://api${path}`, { method, headers, ...(body !== undefined && { body }) }),
      );
      if (!bend) return response;
      const { status } = response;
      const answer = { status, headers: Object.fromEntries(response.headers), text: await response.text() };
      const bent = bend(path, answer);
      return new Response(bent.text, { status: bent.status, headers: bent.headers });
    },
  };
}

const powersOf = (host: Pick<Host, 'inspect' | 'clock'>): Powers => ({
  inspect: host.inspect,
  advance: async (milliseconds) => host.clock.advance(milliseconds),
});

/** What must be as it was found: everything that the API shows of the example data. */
const exampleData = ({ inspect }: Host) =>
  inspect(`select d.id::text, d.title, d.owner_id::text, d.locked, d.version, md5(d.body_sealed) from documents d union all
    select u.id::text, u.email, u.role, u.status = 'active', 0, u.department from users u order by 1, 2`);

const found = new Map<HostKind, Result[]>();

describe.each(hostKinds)('proofs on %s', (kind) => {
  let host: Host;
  let results: Result[] = [];
  let before: unknown;

  beforeAll(async () => {
    host = await open(kind);
    before = await exampleData(host);
    results = await runner(clientOf(host), powersOf(host)).runAll(proofs);
    found.set(kind, results);
    // The build shows the run on PostgreSQL.
    if (kind === 'node') writeResults('PostgreSQL 18 and Redis, in Node.js', results);
  });
  afterAll(() => host.close());

  it.each(proofs.map(({ id }) => id))('%s', (id) => {
    const result = results.find((one) => one.id === id) as Result;
    expect(result.outcome).toEqual({ kind: 'held' });
    expect(
      barriers[result.evidence.decided.rule],
      `a barrier called “${result.evidence.decided.rule}”`,
    ).toBeDefined();
    // Two seconds are promised to the reader; a machine that stalls may take five times as long.
    expect(result.ms).toBeLessThan(10_000);
    expect(JSON.stringify(result), 'a token or password in the evidence').not.toMatch(
      /eyJ[\w-]+\.|rt1_|seven quiet/,
    );
  });

  it('leave the example data as they found it', async () => {
    expect(await exampleData(host)).toEqual(before);
  });
});

it('within the limits of a tab, where the clock moves on instead of a reader waiting, all of them hold', async () => {
  const host = await open('pglite', { limits: { ...productionLimits, bodyBytes: 65_536 } });
  try {
    const calls: number[] = [];
    const signIns: number[] = [];
    const plain = clientOf(host);
    const client: Client = {
      ...plain,
      async fetch(path, init) {
        calls[calls.length - 1] = (calls.at(-1) ?? 0) + 1;
        const answer = await plain.fetch(path, init);
        if (answer.headers.get('ratelimit-policy')?.includes('sign-in'))
          signIns[signIns.length - 1] = (signIns.at(-1) ?? 0) + 1;
        return answer;
      },
    };
    const own: string[] = [];
    // Host and reader have one clock, as in a tab: the host's stands still unless it is moved.
    const ports = { now: host.clock.now, sleep: () => Promise.reject(new Error('nobody waits here')) };
    const results = await runner(client, powersOf(host), ports).runAll(proofs, (event) => {
      if (event.kind !== 'running') return;
      own.push(event.id);
      calls.push(0);
      signIns.push(0);
    });
    expect(
      results.filter(({ outcome }) => outcome.kind !== 'held').map(({ id, outcome }) => [id, outcome]),
    ).toEqual([]);
    for (const [at, id] of own.entries()) {
      const { signIns: said = 0, last } = proofs.find((one) => one.id === id) as Proof;
      if (last) continue;
      expect(calls[at], `calls of ${id}`).toBeLessThanOrEqual(90);
      expect((signIns[at] ?? 0) - said, `sign-ins of ${id} beside its own`).toBeLessThanOrEqual(4);
    }
  } finally {
    await host.close();
  }
});

it('both hosts answer the proofs alike', () => {
  const shape = (kind: HostKind) =>
    found
      .get(kind)
      ?.map(({ id, evidence }) => ({
        id,
        decided: evidence.decided,
        checks: evidence.checks.map(({ says, held }) => [says.replaceAll(/\d+/g, 'n'), held]),
        // Who asks until it is there may ask once or more often.
        exchanges: evidence.exchanges
          .map(({ who, method, status }) => `${who}: ${method} ${status}`)
          .filter((one, at, all) => one !== all[at - 1]),
      }))
      .sort((a, b) => a.id.localeCompare(b.id));
  expect(shape('pglite')).toEqual(shape('node'));
});

describe('control: the weak twin of', () => {
  let hosts: Weakened;
  beforeAll(() => {
    hosts = weakened('node');
  });
  afterAll(() => hosts.close());

  const weakOf = async ({ weak: { off = [], sql, cacheKeeps, graceSeconds, answers } }: Proof) => {
    const config = {
      limits,
      layersOff: off,
      ...(graceSeconds !== undefined && { identity: { graceSeconds } }),
    };
    const opened = await hosts.open(config, sql);
    const cache = { ...opened.deps.cache, delete: async () => {} };
    const host = cacheKeeps ? { ...opened, app: createApp({ ...opened.deps, cache }) } : opened;
    return { host, client: clientOf(host, answers) };
  };

  it.each(proofs.map((one) => [one.id, one] as const))('%s fails', async (_id, one) => {
    const { host, client } = await weakOf(one);
    const { outcome } = await runner(client, powersOf(host)).run(one);
    // By what it checks, and not because it could not even begin.
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringMatching(/^Not so: /) });
  });
});

// The matrix on PostgreSQL and on PGlite: the same, cell by cell; and what it must show whatever changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '#api/deps.ts';
import { type HostKind, hostKinds } from '#api/test/hosts.ts';
import { testConfig } from '#api/test/test-config.ts';
import { type Weakened, weakened } from '#api/test/weakened.ts';
import { attacks } from './attacks.ts';
import { matrix, type OpenHost, type Row, type Switch } from './matrix.ts';
import { withoutRowSecurity } from './papers.ts';

const limits = {
  ...testConfig.limits,
  client: { limit: 60, seconds: 60 },
  signIn: { limit: 10, seconds: 60 },
};

async function open(hosts: Weakened, off: readonly Switch[]): Promise<OpenHost> {
  const layersOff = off.filter((one): one is Layer => one !== 'RS');
  const host = await hosts.open({ limits, layersOff }, off.includes('RS') ? withoutRowSecurity : undefined);
  return {
    client: {
      label: { kind: 'server', text: 'test' },
      fetch: (path, { method = 'GET', headers = {}, body } = {}) =>
        host.app(new Request(`http://api${path}`, { method, headers, ...(body !== undefined && { body }) })),
    },
    powers: { inspect: host.inspect, advance: async (milliseconds) => host.clock.advance(milliseconds) },
    close: async () => {},
  };
}

const found = new Map<HostKind, readonly Row[]>();

describe.each(hostKinds)('the matrix on %s', (kind) => {
  let hosts: Weakened;
  beforeAll(() => {
    hosts = weakened(kind);
  });
  afterAll(() => hosts.close());

  it('stops every attack with everything on', { timeout: 240_000 }, async () => {
    const rows = await matrix(attacks, (off) => open(hosts, off));
    found.set(kind, rows);
    expect(rows.length).toBeGreaterThanOrEqual(24);
    expect(rows.filter(({ chain }) => chain.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('lets it through when all that stops it is off, unless something beneath does, which is named', () => {
    for (const { id, beneath } of found.get(kind) ?? [])
      expect(beneath, id).toBe(attacks.find((one) => one.id === id)?.beneath ?? null);
  });
});

it('both hosts have the same matrix, and it is the one that the site shows', async () => {
  const rows = found.get('node') ?? [];
  expect(found.get('pglite')).toEqual(rows);
  await expect(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`).toMatchFileSnapshot('matrix.jsonl');
});

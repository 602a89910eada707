// DATA-13: PostgreSQL + Redis, PGlite + memory and a process behind a port answer one script alike. The hosts of a browser
// are held against the same answers in tests/browser/conformance.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleOfSources, openBundle } from '../../../tests/conformance/bundle.ts';
import { childNode } from '../../../tests/container/child.ts';
import { coverage } from '../../runtime/conformance/coverage.ts';
import { differences } from '../../runtime/conformance/differences.ts';
import { converse, type Part, parts } from '../../runtime/conformance/script.ts';
import type { Step } from '../../runtime/conformance/talk.ts';
import type { Client } from '../../runtime/contract.ts';
import type { Database, Statement } from '../storage/database.ts';
import { openApp, openProcess } from './clients.ts';

interface Opened {
  readonly client: Client;
  close(): Promise<void>;
}

/** One part with a host of its own, which nobody has called before. */
async function heard(part: Part, opening: Promise<Opened>, through = (client: Client) => client) {
  const { client, close } = await opening;
  try {
    return await converse(part, through(client));
  } finally {
    await close();
  }
}

async function all(open: () => Promise<Opened>, through?: (client: Client) => Client) {
  const said = new Map<Part, readonly Step[]>();
  for (const part of parts) said.set(part, await heard(part, open(), through));
  return said;
}

const statements = new Map<string, Statement>();
function listening(database: Database): Database {
  const hear = (statement: Statement) => statements.set(`${statement.name} ${statement.text}`, statement);
  return {
    ...database,
    query(statement) {
      hear(statement);
      return database.query(statement);
    },
    transaction: (scope, work) =>
      database.transaction(scope, (tx) =>
        work({
          query(statement) {
            hear(statement);
            return tx.query(statement);
          },
        }),
      ),
  };
}

describe('both hosts answer the same script alike', () => {
  let node: ReadonlyMap<Part, readonly Step[]>;
  let calls: readonly Step[];
  beforeAll(async () => {
    node = await all(() => openApp('node', { around: listening }));
    calls = [...node.values()].flat().filter(({ method }) => method !== '');
  }, 120_000);

  it('PGlite + memory as PostgreSQL + Redis', { timeout: 120_000 }, async () => {
    const since = performance.now();
    const embedded = await all(() => openApp('pglite'));
    expect(performance.now() - since).toBeLessThan(30_000);
    for (const part of parts) expect(differences(node.get(part) ?? [], embedded.get(part) ?? [])).toEqual([]);
  });

  it('a process behind a port as the function', { timeout: 120_000 }, async () => {
    const served = await all(openProcess);
    for (const part of parts) expect(differences(node.get(part) ?? [], served.get(part) ?? [])).toEqual([]);
  });

  it('the bundle for browsers and containers, in a bare folder, on a container’s Node', {
    timeout: 120_000,
  }, async () => {
    const files = await bundleOfSources();
    const bundled = await all(() => openBundle(files, childNode().path));
    for (const part of parts) expect(differences(node.get(part) ?? [], bundled.get(part) ?? [])).toEqual([]);
  });

  it('the script meets every operation of the contract, accepted and refused', () => {
    expect(calls.length).toBeGreaterThanOrEqual(300);
    const document = calls.find(({ path, status }) => path === '/openapi.json' && status === 200)?.body;
    const met = coverage(document as Parameters<typeof coverage>[0], calls);
    expect(met.size).toBeGreaterThan(20);
    expect([...met].filter(([, { accepted, refused }]) => accepted === 0 || refused === 0)).toEqual([]);
    const seen = new Set(calls.map(({ status }) => status));
    for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 414, 415, 422, 429, 431])
      expect([...seen]).toContain(status);
    expect(calls.filter(({ status }) => status >= 500)).toEqual([]);
    // Control: without one part something is unmet.
    const less = coverage(document as Parameters<typeof coverage>[0], node.get('wire') ?? []);
    expect([...less].filter(([, { accepted }]) => accepted === 0).length).toBeGreaterThan(5);
  });

  it('every refusal is a problem whose status is the answer’s own', () => {
    for (const { name, status, method, headers, body } of calls)
      if (status >= 400 && method !== 'HEAD')
        expect([name, headers['content-type'], (body as { status: number }).status]).toEqual([
          name,
          'application/problem+json',
          status,
        ]);
  });

  // DATA-02, the running half.
  it('every statement is prepared, and nothing that a caller sent is ever in its text', () => {
    const texts = [...statements.values()];
    expect(texts.filter(({ name }) => name === '')).toEqual([]);
    expect(texts.filter(({ text }) => /Seen by|By \w+|[0-9a-f]{8}-[0-9a-f]{4}-7/.test(text))).toEqual([]);
    expect(texts.length).toBeGreaterThan(15);
    expect(texts.length).toBeLessThan(100);
  });

  it('control: the comparison sees a host that decides differently', { timeout: 60_000 }, async () => {
    const open = await heard('documents', openApp('node', { config: { layersOff: ['L4'] } }));
    expect(differences(node.get('documents') ?? [], open).length).toBeGreaterThan(10);
  });

  it.each<[string, (text: string) => string]>([
    ['numbers as text', (text) => text.replaceAll(/"version":(\d+)/g, '"version":"$1"')],
    ['another order', (text) => text.replace(/("documents":\[)(\{.*?\}),(\{.*?\})/, '$1$3,$2')],
    ['times without milliseconds', (text) => text.replaceAll(/\.\d{3}Z"/g, 'Z"')],
    ['a header less', (text) => text],
  ])('control: the comparison sees %s', { timeout: 60_000 }, async (what, change) => {
    const through = (client: Client): Client => ({
      ...client,
      async fetch(path, init) {
        const answer = await client.fetch(path, init);
        const headers = new Headers(answer.headers);
        if (what === 'a header less') headers.delete('cache-control');
        const text = await answer.text();
        return new Response(text === '' ? null : change(text), { status: answer.status, headers });
      },
    });
    const other = await heard('documents', openApp('pglite'), through);
    expect(differences(node.get('documents') ?? [], other).length).toBeGreaterThan(10);
  });
});

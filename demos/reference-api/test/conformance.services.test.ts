// DATA-13: PostgreSQL + Redis, PGlite + memory and a process behind a port answer one script alike. The hosts of a browser
// are held against the same answers in tests/browser/conformance.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleOfSources, openBundle } from '../../../tests/conformance/bundle.ts';
import { childNode } from '../../../tests/container/child.ts';
import { soaking } from '../../../tests/soak.ts';
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

async function all(open: () => Promise<Opened>, through?: (client: Client, part: Part) => Client) {
  const said = new Map<Part, readonly Step[]>();
  for (const part of parts)
    said.set(part, await heard(part, open(), (client) => through?.(client, part) ?? client));
  return said;
}

interface Raw {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
/** The answers to the part about documents, as they came. */
const raw: Raw[] = [];
const recording = (client: Client, part: Part): Client => ({
  ...client,
  async fetch(path, init) {
    const answer = await client.fetch(path, init);
    const { status, headers } = answer;
    if (part === 'documents') raw.push({ status, headers, text: await answer.clone().text() });
    return answer;
  },
});

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
    node = await all(() => openApp('node', { around: listening }), recording);
    calls = [...node.values()].flat().filter(({ method }) => method !== '');
  }, 240_000);

  it('PGlite + memory as PostgreSQL + Redis', { timeout: 240_000 }, async () => {
    const embedded = await all(() => openApp('pglite'));
    for (const part of parts) expect(differences(node.get(part) ?? [], embedded.get(part) ?? [])).toEqual([]);
  });

  it('a process behind a port as the function', { timeout: 240_000 }, async () => {
    const served = await all(openProcess);
    for (const part of parts) expect(differences(node.get(part) ?? [], served.get(part) ?? [])).toEqual([]);
  });

  // In `npm test` the stand-in of a container runs this bundle (tests/browser/conformance.spec.ts).
  it.runIf(soaking)(
    'the bundle for browsers and containers, in a bare folder, on a container’s Node',
    {
      timeout: 240_000,
    },
    async () => {
      const files = await bundleOfSources();
      const bundled = await all(() => openBundle(files, childNode().path));
      for (const part of parts)
        expect(differences(node.get(part) ?? [], bundled.get(part) ?? [])).toEqual([]);
    },
  );

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

  it.each<[string, (text: string, headers: Headers) => string, number]>([
    ['nothing in the same answers', (text) => text, 0],
    ['numbers as text', (text) => text.replaceAll(/"version":(\d+)/g, '"version":"$1"'), 10],
    ['another order', (text) => text.replace(/("documents":\[)(\{.*?\}),(\{.*?\})/, '$1$3,$2'), 10],
    ['times without milliseconds', (text) => text.replaceAll(/\.\d{3}Z"/g, 'Z"'), 10],
    [
      'a header less',
      (text, headers) => {
        headers.delete('cache-control');
        return text;
      },
      10,
    ],
  ])('control: the comparison sees %s', async (_, change, least) => {
    const answers = [...raw];
    const replay: Client = {
      label: { kind: 'server', text: 'what was answered before, changed' },
      async fetch() {
        const { status, headers, text } = answers.shift() as Raw;
        const sent = new Headers(headers);
        return new Response(text === '' ? null : change(text, sent), { status, headers: sent });
      },
    };
    const found = differences(node.get('documents') ?? [], await converse('documents', replay));
    if (least === 0) expect(found).toEqual([]);
    else expect(found.length).toBeGreaterThan(least);
  });
});

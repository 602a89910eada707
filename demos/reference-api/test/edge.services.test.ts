// L1 and L2 through the whole app, over every route of its table, on both sets of adapters: EDGE-01, 04, 05, 14 and
// INPUT-01, 02, 05, 06, 08.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type App, createApp } from '../app.ts';
import type { Config } from '../deps.ts';
import { asHeader, originHeader } from '../edge/origin.ts';
import { readList } from '../gateway/structured-fields.ts';
import type { Route } from '../route.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from './hosts.ts';
import { testConfig } from './test-config.ts';

const id = '0190f3a2-7c3e-7000-8000-00000000ffff';
const pathOf = ({ path }: Route, value = id) =>
  path.replaceAll(/:\w+/g, encodeURIComponent(value.toWellFormed()));
type Schema = z.core.JSONSchema.JSONSchema;

const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema;

const namesIn = (schema: z.ZodType | undefined): string[] =>
  schema === undefined ? [] : Object.keys(schemaOf(schema).properties ?? {});

/** Something that the schema may accept, so that the one slot that is tried decides. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0] as Schema);
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner as Schema)]),
    );
  if (schema.type === 'string')
    return schema.format === 'uuid' ? id : schema.format === 'email' ? 'someone@aster.example' : 'finance';
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  return schema.type === 'array' ? [] : false;
}

const from = (address: string) => ({ address, encrypted: true });
const request = (path: string, init: RequestInit = {}) => new Request(`http://api${path}`, init);

const bodies: [string, string | Uint8Array, number[]][] = [
  ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), [400]],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), [400]],
  ['a byte order mark', '\ufeff{}', [400]],
  ['not JSON', '{a:1}', [400]],
  ['a form', 'a=1&b=2', [400]],
  ['only blanks', '   ', [400]],
  ['100,000 arrays', '['.repeat(100_000), [413]],
  ['10,000 arrays', '['.repeat(10_000), [400]],
  ['a name twice', '{"a":1,"a":2}', [400]],
  ['__proto__', '{"__proto__":{"admin":true}}', [400]],
  ['constructor', '{"constructor":{"prototype":{"admin":true}}}', [400]],
  ['1e999', '{"a":1e999}', [400]],
  ['U+0000', '{"a":"\\u0000"}', [400]],
  ['a lone surrogate', '{"a":"\\ud800"}', [400]],
  ['null', 'null', [400]],
  ['an array', '[]', [400]],
  ['a text', '"x"', [400]],
  ['an unknown member', '{"nobodyKnowsThis":1}', [400]],
];

const seeds = [
  "' OR '1'='1",
  "1'; DROP TABLE documents; --",
  '<script>alert(1)</script>',
  '../../../etc/passwd',
  'a\r\nx-injected: 1',
  '%s%n%x',
  '$' + '{jndi:ldap://x/a}',
  '\u202Eabc\u200b\ufeff',
  'раураl',
  'e\u0301',
  'a\u0000b',
  '\ud800',
  '\u0001\u001b[31m',
  '\ufffe\uffff',
  '😀'.repeat(300),
  'A'.repeat(5_000),
  'null',
  '-1',
  '1e309',
  'NaN',
  '__proto__',
];

/** Each by itself, inside other text, and escaped once more. */
const hostile = seeds.flatMap((text) => [
  text,
  `A title ${text} -- `,
  encodeURIComponent(text.toWellFormed()),
]);

/** Milliseconds that an answer may take; one that takes longer is asked again, because this machine has other work too. */
const slowest = 250;

/** What PostgreSQL wrote about this host's database: SQLSTATE and text, a line each (tests/services.ts). */
async function logOf({ owner, url }: Host): Promise<string[]> {
  const name = new URL(url as string).pathname.slice(1);
  // A server writes a fault to its log before it tells its client: when our mark is in the file, all before it is.
  const mark = `mark-${crypto.randomUUID()}`;
  await owner.script(`do $$ begin raise log '${mark}'; end $$`);
  const log = await vi.waitUntil(
    async () => {
      const [row] = await owner.query<{ log: string }>(sql`select pg_read_file('log/server.log') as log`);
      return row?.log.includes(mark) ? row.log : false;
    },
    { timeout: 20_000, interval: 50 },
  );
  const lines = log.split(/\n(?=\S+ [0-9A-Z]{5} )/);
  return lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
}
/** Syntax, unknown names, text that is none: a statement that input took part in writing, or a value nobody had checked. */
const ofInput = (line: string): boolean =>
  /^(?:22|42(?!501))/.test(line) || hostile.some((text) => text.length > 6 && line.includes(text));

describe.each(hostKinds)('the edge on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  }, 180_000);
  afterAll(() => host?.close());

  /** Another app on the same database. */
  const appWith = (config: Partial<Config>): App =>
    createApp({ ...host.deps, config: { ...host.deps.config, ...config } });

  it('EDGE-14 every route but the probes is refused without the origin secret', async () => {
    const guarded = appWith({ requireOriginSecret: true });
    const right = asHeader(await host.deps.secrets.read('origin-secret'));
    let refused = 0;
    for (const route of guarded.routes) {
      const { method } = route;
      const bare = await guarded(request(pathOf(route), { method }));
      const wrong = await guarded(request(pathOf(route), { method, headers: { [originHeader]: 'x' } }));
      if (route.path === '/healthz' || route.path === '/readyz')
        expect([bare.status, wrong.status]).toEqual([200, 200]);
      else {
        expect([bare.status, wrong.status], route.id).toEqual([403, 403]);
        expect(await bare.json()).toMatchObject({ type: '/problems/not-through-the-edge' });
        refused += 1;
      }
      const through = await guarded(request(pathOf(route), { method, headers: { [originHeader]: right } }));
      expect(through.status, route.id).not.toBe(403);
    }
    expect(refused).toBe(guarded.routes.length - 2);
  });

  it('EDGE-01, 04, 05: 1,000 requests of one peer under 1,000 names: 100 answers, 900 refusals that say when', async () => {
    const limits = { ...testConfig.limits, client: { limit: 100, seconds: 60 } };
    const limited = appWith({ limits });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => {
        const spoof = `${1 + (i % 200)}.${i % 256}.1.1`;
        const headers = { 'x-forwarded-for': spoof, 'x-real-ip': spoof, forwarded: `for=${spoof}` };
        return limited(request('/openapi.json', { headers }), from('203.0.113.7'));
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(900);
    for (const { headers } of refused) {
      expect(headers.get('content-type')).toBe('application/problem+json');
      const [state] = readList(headers.get('ratelimit') ?? '');
      expect(state).toMatchObject({ value: 'client', parameters: { r: 0 } });
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(state?.parameters['t'] ?? 0);
      expect(readList(headers.get('ratelimit-policy') ?? '')[0]?.parameters).toEqual({ q: 100, w: 60 });
    }
    expect(await refused[0]?.json()).toMatchObject({ 'violated-policies': ['client'], status: 429 });
    const other = await limited(request('/openapi.json'), from('203.0.113.8'));
    expect(other.status).toBe(200);
    const probe = await limited(request('/healthz'), from('203.0.113.7'));
    expect(probe.status).toBe(200);
  }, 60_000);

  it('INPUT-01, 05, 06, 08: no body makes any route fail, and what is wrong is refused', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const admin = host.as('ada');
    for (const route of host.app.routes) {
      if (route.method === 'GET') continue;
      for (const [name, body, expected] of bodies) {
        const headers = {
          authorization: `Bearer ${await admin.token()}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        };
        const answer = await host.app(
          request(pathOf(route), { method: route.method, headers, body: body as BodyInit }),
        );
        expect(expected, `${route.id}: ${name}`).toContain(answer.status);
      }
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json; charset=utf-16',
      ])
        expect(
          (
            await host.app(
              request(pathOf(route), { method: route.method, headers: { 'content-type': type }, body: '{}' }),
            )
          ).status,
          `${route.id}: ${type}`,
        ).toBe(415);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect((await admin('/v1/me')).status).toBe(200);
  }, 60_000);

  it('INPUT-02 no hostile text in any slot of any route makes a fault, with the edge on or off', async () => {
    const bare = appWith({ layersOff: ['L1'] });
    const token = await host.as('ada').token();
    const { documents } = (await (await host.as('ada')('/v1/documents')).json()) as {
      documents: { id: string }[];
    };
    const document = documents[0]?.id as string;
    let taken = 0;
    for (const app of [host.app, bare]) {
      for (const route of app.routes) {
        const { method, contract } = route;
        const base = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const faults: string[] = [];
        const usual = contract.body ? (sample(schemaOf(contract.body)) as object) : {};
        const own = route.path.startsWith('/v1/documents/') ? document : id;
        async function ask(what: string, path: string, body?: string): Promise<void> {
          let answer: Response;
          let tries = 0;
          let since: number;
          do {
            const headers = { ...base, 'idempotency-key': crypto.randomUUID() };
            since = performance.now();
            answer = await app(request(path, { method, headers, ...(body !== undefined && { body }) }));
            tries += 1;
          } while (performance.now() - since > slowest && tries < 4);
          if (tries === 4) faults.push(`${what} → over ${slowest} ms each time`);
          if (answer.status >= 500) faults.push(`${what} → ${answer.status}`);
          if (answer.status >= 300) return;
          taken += 1;
          // What is kept is what was sent: nothing is normalised, replaced or cut.
          if (route.id === 'documents.create')
            expect(await answer.json()).toMatchObject(JSON.parse(body ?? '{}'));
        }
        for (const text of hostile) {
          if (route.path.includes(':')) await ask(`path ${text}`, pathOf(route, text));
          for (const name of namesIn(contract.query))
            await ask(
              `query ${name}=${text}`,
              `${pathOf(route)}?${name}=${encodeURIComponent(text.toWellFormed())}`,
            );
          for (const name of namesIn(contract.body))
            await ask(`body ${name}=${text}`, pathOf(route, own), JSON.stringify({ ...usual, [name]: text }));
        }
        expect(faults, route.id).toEqual([]);
      }
      expect((await host.as('ada')('/v1/me')).status).toBe(200);
    }
    // Many of them are plain text to a contract: those were kept.
    expect(taken).toBeGreaterThan(20);
    if (kind === 'node') expect((await logOf(host)).filter(ofInput)).toEqual([]);
  }, 180_000);

  it.runIf(kind === 'node')(
    'INPUT-02 control: a statement put together from text is in the database’s log',
    async () => {
      const text = hostile[0] as string;
      const weak = { name: '', text: `select * from documents where title = '${text}'`, values: [] };
      await host.owner.query(weak).catch(() => {});
      await host.owner.query({ ...weak, text: `select ${text}` }).catch(() => {});
      expect((await logOf(host)).filter(ofInput).length).toBeGreaterThan(0);
    },
  );

  it('INPUT-08 a parameter named twice is refused by every route that reads parameters', async () => {
    const token = await host.as('ada').token();
    for (const route of host.app.routes)
      for (const name of namesIn(route.contract.query)) {
        const answer = await host.app(
          request(`${pathOf(route)}?${name}=1&${name}=2`, {
            method: route.method,
            headers: { authorization: `Bearer ${token}` },
          }),
        );
        expect(answer.status, route.id).toBe(400);
      }
  });
});

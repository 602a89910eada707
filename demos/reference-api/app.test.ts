// The pipeline by itself: the route table, the contract on the way in and out, faults, the log (EDGE-15, INPUT-09, AUDIT-07, AUDIT-11).

import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createApp } from './app.ts';
import type { Layer } from './deps.ts';
import { jsonLog } from './observe/log.ts';
import type { Reply } from './route.ts';
import { route } from './route.ts';
import { bareDeps } from './test/bare-deps.ts';

const shared = {
  access: 'public',
  part: 'node-service',
  creates: false,
  limit: 'none',
  summary: 'For the test.',
} as const;
const answering = (handle: () => Promise<Reply>) =>
  route({
    ...shared,
    id: 'test.answer',
    method: 'GET',
    path: '/test/:name',
    contract: {
      params: z.strictObject({ name: z.string().max(20) }),
      query: z.strictObject({ page: z.coerce.number().int().optional() }),
      replies: { 200: z.object({ shown: z.string() }), 204: null },
    },
    handle,
  });
const strict = route({
  ...shared,
  id: 'test.strict',
  method: 'POST',
  path: '/strict',
  contract: {
    body: z.strictObject({ name: z.string() }),
    replies: { 200: z.strictObject({ shown: z.string() }) },
  },
  handle: async ({ body }) => ({ status: 200, body: { shown: body.name, password_phc: 'canary' } }),
});

function appWith(handle: () => Promise<Reply>, layersOff: Layer[] = []) {
  const lines: string[] = [];
  const clock = { now: () => 0 };
  const log = jsonLog((line) => lines.push(line), clock);
  const app = createApp(bareDeps({ layersOff }, { log, clock }), { routes: [answering(handle), strict] });
  const get = (path: string, init?: RequestInit) => app(new Request(`http://api${path}`, init));
  return { app, get, lines };
}

const fine = async (): Promise<Reply> => ({ status: 200, body: { shown: 'yes' } });
const leaky = async (): Promise<Reply> => ({ status: 200, body: { shown: 'yes', password_phc: 'canary' } });

describe('an answer as values', () => {
  it.each([
    ['GET', '/test/a', 200],
    ['HEAD', '/test/a', 200],
    ['GET', '/nowhere', 404],
    ['HEAD', '/nowhere', 404],
    ['DELETE', '/test/a', 405],
  ])('says what the Response says: %s %s', async (method, path, status) => {
    const { app, get } = appWith(fine);
    const answer = await app.answer(new Request(`http://api${path}`, { method }));
    const response = await get(path, { method });
    const told = (headers: Iterable<[string, string]>) =>
      [...headers].filter(([name]) => name !== 'server-timing').sort();
    expect([answer.status, response.status]).toEqual([status, status]);
    expect(told(Object.entries(answer.headers ?? {}))).toEqual(told(response.headers));
    const untraced = (text: string) => text.replace(/urn:trace:\w+/, '');
    expect(untraced(answer.text ?? '')).toBe(untraced(await response.text()));
    expect(answer.text === null).toBe(method === 'HEAD');
  });
});

describe('the contract of answers', () => {
  it('lets no column out that it does not name', async () => {
    const { get } = appWith(leaky);
    expect(await (await get('/test/a')).json()).toEqual({ shown: 'yes' });
  });

  it('a strict one refuses the whole answer', async () => {
    const { get } = appWith(fine);
    const init = { method: 'POST', body: '{"name":"x"}', headers: { 'content-type': 'application/json' } };
    const answer = await get('/strict', init);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('canary');
  });

  it('control: with the layer off, the column leaves', async () => {
    const { get } = appWith(leaky, ['L5']);
    expect(await (await get('/test/a')).text()).toContain('canary');
  });

  it('refuses a status that it does not name', async () => {
    const { get } = appWith(async () => ({ status: 202, body: { shown: 'yes' } }));
    expect((await get('/test/a')).status).toBe(500);
  });

  it('sends no body with 204', async () => {
    const { get } = appWith(async () => ({ status: 204 }));
    const answer = await get('/test/a');
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([204, '', null]);
  });
});

describe('the contract of questions', () => {
  const problemAt = async (path: string) => {
    const answer = await appWith(fine).get(path);
    const body = (await answer.json()) as { errors?: { pointer: string }[] };
    return [answer.status, body.errors?.map(({ pointer }) => pointer)];
  };

  it('names where a fault is, and not what was sent', async () => {
    expect(await problemAt('/test/a?page=canary')).toEqual([400, ['/query/page']]);
    expect(await problemAt('/test/a?canary=1')).toEqual([400, ['/query']]);
    // Refused by L1 already: servers disagree on which of the two counts.
    expect(await problemAt('/test/a?page=1&page=2')).toEqual([400, undefined]);
    expect(await problemAt(`/test/${'a'.repeat(21)}`)).toEqual([400, ['/path/name']]);
    expect(await (await appWith(fine).get('/test/a?canary=canary')).text()).not.toContain('canary');
  });

  it('refuses parameters and bodies where none are named', async () => {
    expect(await problemAt('/healthz?a=1')).toEqual([400, ['/query']]);
  });
});

describe('paths and methods', () => {
  const { app, get } = appWith(fine);

  it('answers 404 where nothing is', async () => {
    for (const path of ['/', '/test', '/test/a/b', '/v1', '/healthz/', '/HEALTHZ', '/x%2fhealthz'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('answers 405 with Allow for every other method of every route', async () => {
    for (const { path } of app.routes)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const asked = path.replaceAll(/:\w+/g, 'x');
        const there = app.routes
          .filter((one) => new RegExp(`^${one.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked))
          .map((one) => one.method as string);
        if (there.includes(method)) continue;
        const answer = await get(asked, { method });
        const allow = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
          .filter((one) => there.includes(one === 'HEAD' ? 'GET' : one))
          .join(', ');
        expect([method, path, answer.status, answer.headers.get('allow')]).toEqual([
          method,
          path,
          405,
          allow,
        ]);
      }
  });

  it('answers HEAD like GET, without the body', async () => {
    const answer = await get('/healthz', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('a handler that throws', () => {
  const faults = [
    new Error('canary secret'),
    new TypeError('canary'),
    'canary',
    null,
    undefined,
    { canary: 1 },
  ];
  it.each(faults)('answers 500 as a problem, without a trace of the fault (%s)', async (fault) => {
    const { get, lines } = appWith(async () => {
      throw fault;
    });
    const answer = await get('/test/a');
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
    expect(JSON.parse(text).status).toBe(500);
    expect(text).not.toMatch(/canary|\.ts|\bat /);
    expect(lines.join('')).not.toContain('canary');
    expect(lines.filter((line) => JSON.parse(line).event === 'fault')).toHaveLength(1);
  });
});

describe('the log', () => {
  const nasty = [
    '\r\nfake: line',
    '\u001b[31mred',
    '","level":"fake',
    '\u2028\u2029',
    '\u202egnp.exe',
    '\u0000',
    '\u0085next',
  ];

  it.each(nasty)('keeps one parseable line an event, whatever is in it (%j)', (text) => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line), { now: () => 0 }).write('warn', 'test', { text });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[\x20-\x7e\u00a0-\uffff]+\n$/);
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\u2028\u2029\u202e\u0085]/);
    expect(JSON.parse(lines[0] as string)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      event: 'test',
      text,
    });
  });

  it('control: joining strings makes two lines of one', () => {
    const weak = (text: string) => `warn test ${text}\n`;
    expect(weak('\r\nfake: line').trim().split(/\r?\n/)).toHaveLength(2);
  });

  it('has one line a request, with the route and not the address that was asked', async () => {
    const { get, lines } = appWith(fine);
    await get('/test/canary?page=1', { headers: { authorization: 'Basic canary' } });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      event: 'answered',
      route: 'test.answer',
      status: 200,
    });
    expect(lines[0]).not.toContain('canary');
  });

  it('says of a refusal which problem, layer and rule it was, and nothing that was sent', async () => {
    const { get, lines } = appWith(fine);
    const body = (text: string) => ({
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json' },
    });
    const asked: readonly [string, RequestInit | undefined, Record<string, string>][] = [
      ['/test/a?canary=1', undefined, { problem: 'invalid-input', layer: 'L5', rule: 'contract.query' }],
      ['/strict', body('{"canary":1}'), { problem: 'invalid-input', layer: 'L5', rule: 'contract.body' }],
      ['/strict', body('{"a":"canary'), { problem: 'malformed-request', layer: 'L1' }],
      ['/test/..%2fcanary', undefined, { layer: 'L1' }],
      [
        '/v1/me',
        { headers: { authorization: 'Basic canary' } },
        { problem: 'not-authenticated', rule: 'access-token' },
      ],
      ['/canary', undefined, { problem: 'not-found' }],
    ];
    for (const [path, init, said] of asked) {
      await get(path, init);
      expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ event: 'answered', ...said });
    }
    await get('/test/a');
    expect(JSON.parse(lines.at(-1) as string)).not.toHaveProperty('problem');
    expect(lines).toHaveLength(asked.length + 1);
    expect(lines.join('')).not.toContain('canary');
  });
});

describe('layers', () => {
  it.each(['production', 'development'] as const)('cannot be switched off in %s', (mode) => {
    expect(() => createApp(bareDeps({ mode, layersOff: ['L4'] }))).toThrow(/L4/);
  });
  it.each(['sandbox', 'test'] as const)('can be in %s', (mode) => {
    expect(createApp(bareDeps({ mode, layersOff: ['L4'] }))).toBeTypeOf('function');
  });
});

describe('traces', () => {
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  it('go on under the id that a caller sends', async () => {
    const answer = await appWith(fine).get('/nowhere', { headers: { traceparent: parent } });
    expect(await answer.json()).toMatchObject({ instance: 'urn:trace:0af7651916cd43dd8448eb211c80319c' });
  });
  it.each([
    '',
    'x',
    parent.slice(1),
    `${parent}-00`,
    parent.replace('00-0a', 'ff-0a'),
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  ])('start anew at a traceparent that is not one (%s)', async (traceparent) => {
    const answer = await appWith(fine).get('/nowhere', { headers: { traceparent } });
    const { instance } = (await answer.json()) as { instance: string };
    expect(instance).toMatch(/^urn:trace:[0-9a-f]{32}$/);
    expect(instance).not.toContain('0af7651916cd43dd');
  });
});

// What every answer carries, whichever route gave it and whatever it says: the app is called on all routes of its table, and
// with requests that go wrong in each layer.
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import type { Config } from '../deps.ts';
import { bareDeps } from '../test/bare-deps.ts';

interface Asked {
  readonly asked: string;
  readonly response: Response;
}

const other = 'https://elsewhere.example';

async function ask(method: string, path: string, init: RequestInit = {}, config: Partial<Config> = {}) {
  const app = createApp(bareDeps(config));
  const response = await app(new Request(`http://api${path}`, { method, ...init }));
  return { asked: `${method} ${path} → ${response.status}`, response };
}

const json = { 'content-type': 'application/json', origin: other };

async function everyAnswer(): Promise<Asked[]> {
  const app = createApp(bareDeps());
  const answers: Asked[] = [];
  for (const { method, path } of app.routes) {
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { body: '{}' } : {};
    answers.push(await ask(method, path.replaceAll(/:\w+/g, 'x'), { headers: json, ...body }));
  }
  const post = { headers: json, body: '{"a":1,"a":2}' };
  return [
    ...answers,
    await ask('GET', '/nowhere'),
    await ask('OPTIONS', '/v1/documents', {
      headers: { origin: other, 'access-control-request-method': 'PUT' },
    }),
    await ask('POST', '/v1/sessions', post),
    await ask('POST', '/v1/sessions', { body: 'a=1', headers: { 'content-type': 'text/plain' } }),
    await ask('GET', `/?${'x'.repeat(3_000)}`),
    await ask('GET', '/healthz', {}, { requireTls: true, trustedHops: 1 }),
    await ask('GET', '/v1/me', {}, { requireTls: true, trustedHops: 1 }),
    await ask('GET', '/v1/me', {}, { requireOriginSecret: true }),
    await ask('GET', '/v1/me', {}, { allowlist: ['192.0.2.0/24'] }),
  ];
}

const wanted: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /^default-src 'none'; frame-ancestors 'none'$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /^max-age=(?:31536000|63072000); includeSubDomains$/,
  'x-content-type-options': /^nosniff$/,
};

function missing({ headers, body }: Response): string[] {
  const type = headers.get('content-type');
  return [
    ...Object.keys(wanted).filter((name) => wanted[name]?.test(headers.get(name) ?? '') !== true),
    ...(body === null || /^application\/(?:json; charset=utf-8|problem\+json)$/.test(type ?? '')
      ? []
      : ['type']),
  ];
}

const letIn = (response: Response): string[] =>
  [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('every answer', () => {
  let answers: Asked[];
  beforeAll(async () => {
    answers = await everyAnswer();
    const statuses = new Set(answers.map(({ response }) => response.status));
    for (const status of [200, 400, 401, 403, 404, 405, 414, 415, 500]) expect(statuses).toContain(status);
  });

  it('carries the headers that keep a browser from misusing it', () => {
    for (const { asked, response } of answers) expect([asked, missing(response)]).toEqual([asked, []]);
  });

  it('may be kept by no cache, but for the contract and the public keys', () => {
    for (const { asked, response } of answers)
      if (response.status !== 200 || !/openapi\.json|jwks\.json/.test(asked))
        expect([asked, response.headers.get('cache-control')]).toEqual([asked, 'no-store']);
  });

  it('sets no cookie and sends nobody elsewhere', () => {
    for (const { asked, response } of answers) {
      const { status, headers } = response;
      const found = [headers.get('set-cookie'), status >= 300 && status < 400];
      expect([asked, ...found]).toEqual([asked, null, false]);
    }
  });

  it('says nothing of what runs behind it', () => {
    for (const { asked, response } of answers) {
      const { headers } = response;
      expect([asked, headers.get('server'), headers.get('x-powered-by')]).toEqual([asked, null, null]);
    }
  });

  it('lets no other origin read it, however it asks', async () => {
    const own = 'api.test.example';
    const origins = [
      `https://${own}`,
      `http://${own}`,
      `https://${own}:8443`,
      `https://${own}.elsewhere.example`,
      `https://elsewhere-${own}`,
      `https://sub.${own}`,
      `https://${own.toUpperCase()}`,
      `https://${own}.`,
      `https://${own}%60.elsewhere.example`,
      `https://user@${own}`,
      `https://${own}/`,
      `https://${own} https://elsewhere.example`,
      'https://elsewhere.example',
      'http://localhost:3000',
      'http://127.0.0.1',
      'https://[::1]',
      'file://',
      'null',
      '*',
      '',
    ];
    for (const origin of origins)
      for (const [method, path] of [
        ['GET', '/openapi.json'],
        ['GET', '/v1/me'],
        ['OPTIONS', '/v1/sessions'],
      ] as const) {
        const { asked, response } = await ask(method, path, { headers: { origin } });
        expect([origin, asked, letIn(response)]).toEqual([origin, asked, []]);
      }
    for (const { asked, response } of answers) expect([asked, letIn(response)]).toEqual([asked, []]);
  });

  it('control: an answer that gives its origin back, without headers, is found', () => {
    const weak = new Response('{}', { headers: { 'access-control-allow-origin': other } });
    expect(missing(weak)).toEqual([...Object.keys(wanted), 'type']);
    expect(letIn(weak)).toEqual(['access-control-allow-origin']);
  });
});

it.each([
  '/',
  '/v1',
  '/v1/',
  '/docs',
  '/metrics',
  '/package.json',
  '/app.ts',
  '/storage/migrations/',
  '/.git/HEAD',
  '/.svn/entries',
  '/.env',
  '/static/..%2fapp.ts',
])('serves no file and no directory (%s)', async (path) => {
  const { response } = await ask('GET', path);
  expect([403, 404]).toContain(response.status);
  expect(await response.json()).toMatchObject({ type: expect.stringMatching(/not-found|request-screened/) });
});

// What a request passes in the front end, called as functions, in front of a stand-in for the API.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listDocuments } from './api.ts';
import { GET as healthz } from './app/healthz/route.ts';
import { GET as readyz } from './app/readyz/route.ts';
import { POST as enter } from './app/session/route.ts';
import proxy from './proxy.ts';

interface Said {
  readonly status: number;
  readonly body: unknown;
}
const session = {
  accessToken: 'new-access',
  tokenType: 'Bearer',
  expiresIn: 600,
  refreshToken: 'new-refresh',
  session: 'x',
  sessionExpiresAt: '2036-01-01T00:00:00Z',
};
let says: Said = { status: 201, body: session };
const asked: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
const api = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  asked.push({ url: `${request.method} ${request.url}`, headers: request.headers, body });
  response.writeHead(says.status, { 'content-type': 'application/json' }).end(JSON.stringify(says.body));
});
beforeAll(async () => {
  await new Promise<void>((ready) => api.listen(0, '127.0.0.1', ready));
  process.env['API_ORIGIN'] = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  says = { status: 201, body: session };
});
afterAll(() => {
  delete process.env['API_ORIGIN'];
  api.closeAllConnections();
  api.close();
});

const form = (
  fields: Record<string, string>,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
) => enter(new Request('http://web/session', { method: 'POST', body: new URLSearchParams(fields), headers }));
const person = { email: 'ada@aster.example', password: 'seven quiet rivers meet' };
const page = (path: string, cookie = '') =>
  proxy(new NextRequest(`http://web${path}`, { headers: { cookie, 'x-forwarded-for': '203.0.113.9' } }));

it('signs in with the reader’s address, and puts the tokens into cookies only', async () => {
  const answer = await form(person, { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.9' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/documents']);
  expect(asked[0]?.headers['x-forwarded-for']).toBe('203.0.113.9');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ ...person, device: 'reference-web' });
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const line of cookies) expect(line).toMatch(/^__Host-.*Secure.*HttpOnly.*SameSite=strict/i);
  expect(await answer.text()).toBe('');
});

it.each([
  ['a form of another site', { 'sec-fetch-site': 'cross-site' }, 403, null],
  ['a wrong password', undefined, 303, '/sign-in?fault=refused'],
])('refuses %s', async (_, headers, status, place) => {
  says = { status: 401, body: { title: 'Address or password is wrong.' } };
  const answer = await form(person, headers);
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    status,
    place,
    [],
  ]);
  expect(asked).toHaveLength(status === 403 ? 0 : 1);
});

it.each([
  [429, { title: 'Too many requests.' }, '/sign-in?fault=many'],
  [500, {}, '/sign-in?fault=unavailable'],
  [201, { accessToken: 5 }, '/sign-in?fault=unavailable'],
])('tells what went wrong at the API: %s %j', async (status, body, place) => {
  says = { status, body };
  expect((await form(person)).headers.get('location')).toBe(place);
});

it('renews a session before the page, for the page and for the browser', async () => {
  says = { status: 200, body: session };
  const answer = await page('/documents', '__Host-refresh=old');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ refreshToken: 'old' });
  expect(answer.headers.get('x-middleware-request-cookie')).toContain('__Host-access=new-access');
  expect(answer.headers.getSetCookie().join('\n')).toContain('__Host-refresh=new-refresh');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  await page('/documents', '__Host-access=good; __Host-refresh=old');
  expect(asked).toHaveLength(1);
});

it('sends away who has no session, drops what is over, and keeps it when the API cannot say', async () => {
  expect((await page('/documents')).headers.get('location')).toMatch(/\/sign-in$/);
  expect(asked).toHaveLength(0);
  says = { status: 401, body: { title: 'This session has ended.' } };
  const over = await page('/documents', '__Host-refresh=old');
  expect([
    over.status,
    over.headers.getSetCookie().filter((line) => line.includes('Max-Age=0')).length,
  ]).toEqual([303, 2]);
  says = { status: 503, body: {} };
  const kept = await page('/documents', '__Host-refresh=old');
  expect([kept.headers.get('location'), kept.headers.getSetCookie()]).toEqual([null, []]);
});

it('gives each page its own nonce, and the public page none', async () => {
  const policies = await Promise.all(
    ['/', '/sign-in', '/sign-in'].map(async (path) =>
      (await page(path)).headers.get('content-security-policy'),
    ),
  );
  expect(policies[0]).toContain("script-src 'none'");
  expect(new Set(policies).size).toBe(3);
});

it('asks the API with the token, and takes no answer that breaks the contract', async () => {
  says = { status: 200, body: { documents: [{ id: 'no uuid' }] } };
  expect(await listDocuments({ token: 't' })).toEqual({ kind: 'unavailable' });
  expect(asked[0]?.headers.authorization).toBe('Bearer t');
});

it('is healthy by itself, and ready without the API', async () => {
  expect(await healthz().json()).toEqual({ status: 'ok' });
  says = { status: 503, body: {} };
  expect(await (await readyz()).json()).toEqual({ status: 'ok', api: 'down' });
});

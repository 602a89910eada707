// The front end as it is deployed: built, started by itself, in front of a real API process. The build is half a minute of two
// cores, so all of this is for `npm run soak`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getCacheControlHeader } from 'next/dist/server/lib/cache-control.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edgeCache } from '../../infra/local/edge-cache.ts';
import { freePort } from '../../infra/local/service.ts';
import { examplePassword, users } from '../reference-api/storage/examples.ts';
import { revalidate } from './app/page.tsx';
import { build } from './host/build.ts';
import config from './next.config.ts';

describe.skipIf(process.env['SOAK'] !== '1')('the front end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-web-'));
  let api: ChildProcess;
  let web: ChildProcess;
  let origin: string;
  let said = '';
  const run = (file: string, cwd: string, env: Record<string, string>): ChildProcess => {
    const child = spawn(process.execPath, [file], {
      cwd,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    });
    const keep = (part: Buffer) => {
      said += part;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    return child;
  };

  beforeAll(async () => {
    const [apiPort, port] = [await freePort(), await freePort()];
    api = run('demos/reference-api/main.ts', process.cwd(), { PORT: String(apiPort) });
    await build(join(folder, 'app'));
    origin = `http://127.0.0.1:${port}`;
    web = run('server.js', join(folder, 'app'), {
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      API_ORIGIN: `http://127.0.0.1:${apiPort}`,
    });
    for (let tries = 0; !(await healthy()); tries++) {
      if (tries > 1_200 || web.exitCode !== null || api.exitCode !== null)
        throw new Error(`It did not start:\n${said}`);
      await wait(100);
    }
  }, 300_000);
  afterAll(async () => {
    web?.kill('SIGKILL');
    api?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, { redirect: 'manual', headers });
  const healthy = () =>
    get('/healthz').then(
      ({ ok }) => ok,
      () => false,
    );
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
      headers,
    });
  const ours = { 'sec-fetch-site': 'same-origin' };
  const cookiesFrom = (answer: Response): Record<string, string> =>
    Object.fromEntries(
      answer.headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split(/=(.*)/s).slice(0, 2)),
    );
  const signIn = () => post('/session', { email: users.ada.email, password: examplePassword }, ours);
  /** Asks until the page says it: it is made again behind the readers. */
  const until = async (path: string, words: string): Promise<string> => {
    for (let tries = 0; ; tries++) {
      const text = await (await get(path)).text();
      if (text.includes(words) || tries === 600) return text;
      await wait(100);
    }
  };

  it('answers for its health, and is ready with the API', async () => {
    for (let tries = 0; tries < 1_200; tries++) {
      const answer = await (await get('/readyz')).json();
      if (answer.api === 'ok') return expect(answer).toEqual({ status: 'ok', api: 'ok' });
      expect(answer.status).toBe('ok');
      await wait(100);
    }
    throw new Error(`The API did not become ready:\n${said}`);
  }, 180_000);

  it('sends its headers with every answer, and a policy that fits the page', async () => {
    for (const path of ['/', '/sign-in', '/documents', '/healthz', '/nothing']) {
      const { headers } = await get(path);
      expect(headers.get('strict-transport-security')).toContain('max-age=63072000');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
    expect((await get('/')).headers.get('content-security-policy')).toContain("script-src 'none'");
    for (const path of ['/sign-in', '/nothing']) {
      const page = await get(path);
      const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
      const scripts = (await page.text()).match(/<script[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      expect((await get(path)).headers.get('content-security-policy')).not.toContain(nonce);
    }
  });

  it('answers with HTML that can be read before any script has run', async () => {
    const { '__Host-access': access } = cookiesFrom(await signIn());
    const words = async (path: string): Promise<string> => {
      const answer = await get(path, { cookie: `__Host-access=${access}` });
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      return (await answer.text()).replaceAll(/<script\b.*?<\/script>/gs, '').replaceAll(/<[^>]*>/g, ' ');
    };
    expect(await words('/')).toContain('Documents, for those who may read them');
    expect(await words('/sign-in')).toContain('Password');
    expect(await words('/documents')).toContain('Minutes of the board');
  });

  it('signs in through the API, lists what the reader may read, renews the session and ends it', async () => {
    expect((await get('/documents')).headers.get('location')).toBe('/sign-in');
    const form = { email: users.ada.email, password: examplePassword };
    expect((await post('/session', form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const wrong = await post('/session', { ...form, password: 'wrong' }, ours);
    expect(wrong.headers.get('location')).toBe('/sign-in?fault=refused');

    const entered = await signIn();
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/documents']);
    for (const line of entered.headers.getSetCookie())
      expect(line).toMatch(/Secure; HttpOnly; SameSite=strict/i);
    const { '__Host-access': access = '', '__Host-refresh': refresh = '' } = cookiesFrom(entered);
    const page = await get('/documents', { cookie: `__Host-access=${access}` });
    const text = await page.text();
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    expect(text).toContain(users.ada.name);
    expect(text.match(/<li>/g)?.length).toBeGreaterThan(3);
    expect(text).not.toContain(access);

    // Another reader sees another list.
    const vera = cookiesFrom(
      await post('/session', { email: users.vera.email, password: examplePassword }, ours),
    );
    const hers = await (await get('/documents', { cookie: `__Host-access=${vera['__Host-access']}` })).text();
    expect(hers).toContain(users.vera.name);
    expect(hers.match(/<li>/g)?.length ?? 0).toBeLessThan(text.match(/<li>/g)?.length ?? 0);

    const renewed = await get('/documents', { cookie: `__Host-refresh=${refresh}` });
    expect(renewed.status).toBe(200);
    const next = cookiesFrom(renewed);
    expect(next['__Host-refresh']).not.toBe(refresh);
    const cookie = `__Host-access=${next['__Host-access']}`;
    const left = await post('/session/end', {}, { ...ours, cookie });
    expect(left.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).toBe(true);
    expect((await get('/documents', { cookie })).headers.get('location')).toBe('/sign-in');
    expect((await get('/documents', { cookie: '__Host-refresh=nonsense' })).headers.get('location')).toBe(
      '/sign-in',
    );
  });

  it('serves the public page from its cache when the API is gone, and says what does not work', async () => {
    const page = await until('/', 'operations');
    expect(page).toContain('operations');
    const { '__Host-access': access } = cookiesFrom(await signIn());
    api.kill('SIGKILL');
    await once(api, 'exit');
    // Longer than the ten seconds for which it is fresh: it is made again, in vain.
    await wait(11_000);
    for (let tries = 0; tries < 600 && !said.includes('The API did not answer'); tries++) {
      await get('/');
      await wait(100);
    }
    expect(said).toContain('The API did not answer');
    const again = await get('/');
    expect([again.status, (await again.text()).includes('operations')]).toEqual([200, true]);
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ok', api: 'down' });
    const documents = await get('/documents', { cookie: `__Host-access=${access}` });
    expect(await documents.text()).toContain('cannot be fetched at the moment');
    expect((await signIn()).headers.get('location')).toBe('/sign-in?fault=unavailable');
  }, 180_000);

  it('ends on SIGTERM by itself; a page that is at the edge is still served, with its age', async () => {
    const edge = edgeCache({ origin: (request) => fetch(request, { redirect: 'manual' }) });
    const there = await edge(new Request(`${origin}/`));
    expect(there.headers.get('cache-control')).toBe(
      getCacheControlHeader({ revalidate, expire: config.expireTime }),
    );
    expect((await edge(new Request(`${origin}/sign-in`))).status).toBe(200);

    const ended = once(web, 'exit');
    web.kill('SIGTERM');
    const [code, signal] = await ended;
    expect([0, 143]).toContain(signal === 'SIGTERM' ? 143 : code);

    const again = await edge(new Request(`${origin}/`));
    expect([again.status, await again.text()]).toEqual([200, await there.text()]);
    expect(again.headers.get('age')).toMatch(/^\d+$/);
    expect((await edge(new Request(`${origin}/sign-in`))).status).toBe(502);
  });
});

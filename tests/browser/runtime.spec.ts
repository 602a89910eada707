// The API in the reader's tab: it starts, answers and ends, and every way in which it cannot ends in a sentence.
import type { Page } from '@playwright/test';
import { provokes } from '../violations.ts';
import { boot, expect, openRuntime, test } from './runtime-page.ts';

test('starts, signs in, answers, and asks nobody but this site', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await openRuntime(page);
  const seen = await page.evaluate(async () => {
    const { runtime, tab, signIn, json } = under;
    const kinds: string[] = [];
    let top = { received: 0, total: 0 };
    runtime.subscribe(() => {
      const { state } = runtime;
      if (kinds.at(-1) !== state.kind) kinds.push(state.kind);
      if (state.kind === 'loading') top = state;
    });
    const told: string[] = [];
    const running = await runtime.boot(tab);
    running.listen?.((one) => told.push(one.kind));
    const token = await signIn(running.client, 'vera');
    // A second host is refused while this one runs.
    const other = { ...tab, kind: 'container' as const };
    const refusal = await runtime.boot(other).catch((error) => error.why.code);
    const { status, body } = await json(running.client, '/v1/documents', { token });
    const label = running.client.label.text;
    return { kinds, top, status, body: JSON.stringify(body), told, label, refusal };
  });
  expect(seen.kinds).toEqual(['loading', 'starting', 'ready']);
  expect(seen.top.received).toBe(seen.top.total);
  expect(seen.top.total).toBeGreaterThan(3e6);
  expect(seen.top.total).toBeLessThan(5e6);
  expect(seen.refusal).toBe('other-host');
  expect(seen.status).toBe(200);
  expect(seen.body).toContain('Timetable for the northern line');
  expect(seen.label).toMatch(/^this tab · PostgreSQL 18/);
  expect(seen.told).toContain('trace');
  expect(asked.filter((url) => !url.startsWith(`${baseURL}/`) && !url.startsWith('blob:'))).toEqual([]);
  expect(refused).toEqual([]);
});

test.describe('what a reader does with it', { tag: '@desktop' }, () => {
  test('export, change, import: what was exported is there again; reset: the example data', async ({
    opened,
  }) => {
    const seen = await opened.evaluate(async () => {
      const { runtime, tab, signIn, json } = under;
      const titles = async () => {
        const { client } = await runtime.boot(tab);
        const token = await signIn(client, 'ada');
        const { body } = await json(client, '/v1/documents', { token });
        return (body as { documents: { title: string }[] }).documents.map(({ title }) => title);
      };
      const write = async (title: string) => {
        const { client } = await runtime.boot(tab);
        const token = await signIn(client, 'ada');
        const sent = { title, body: 'x', department: 'operations' };
        const headers = { 'idempotency-key': crypto.randomUUID() };
        return (await json(client, '/v1/documents', { token, headers, json: sent })).status;
      };
      const statuses = [(await runtime.boot(tab)) && (await write('Kept'))];
      const file = await runtime.running?.exportDatabase?.();
      statuses.push(await write('Lost'));
      const changes = runtime.changes;
      runtime.stop();
      const stopped = runtime.state;
      await runtime.boot(tab, { database: file as Blob });
      const imported = await titles();
      await runtime.running?.reset?.();
      const reset = await titles();
      return { statuses, changes, stopped, size: file?.size ?? 0, imported, reset };
    });
    expect(seen.statuses).toEqual([201, 201]);
    expect(seen.changes).toBe(2);
    expect(seen.stopped).toEqual({ kind: 'stopped', host: 'tab', lost: 2 });
    expect(seen.size).toBeGreaterThan(1e6);
    expect(seen.imported).toContain('Kept');
    expect(seen.imported).not.toContain('Lost');
    expect(seen.reset).not.toContain('Lost');
  });

  test('a start can be cancelled, and begun again', async ({ opened }) => {
    // Held until the cancelling has been answered: what was to be loaded never came.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let asked = () => {};
    const loading = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await opened.route('**/runtime/*.wasm', async (route) => {
      asked();
      await held;
      await route.continue().catch(() => {});
    });
    const begun = opened.evaluate(() =>
      under.runtime.boot(under.tab).catch((error): string => error.why.code),
    );
    await loading;
    await opened.evaluate(() => under.runtime.stop());
    expect(await begun).toBe('cancelled');
    await expect.poll(() => opened.workers().length).toBe(0);
    letGo();
    await opened.unroute('**/runtime/*.wasm');
    expect(await boot(opened)).toMatchObject({ kind: 'ready' });
  });

  test('while a long query runs the page stays alive, and Stop answers at once', async ({ opened }) => {
    const seen = await opened.evaluate(async () => {
      const { runtime, tab } = under;
      const frames = (milliseconds: number) =>
        new Promise<number>((done) => {
          let count = 0;
          const until = performance.now() + milliseconds;
          const frame = (now: number): void => {
            count += 1;
            if (now < until) requestAnimationFrame(frame);
            else done(count);
          };
          requestAnimationFrame(frame);
        });
      const running = await runtime.boot(tab);
      const query = running.inspect?.('select sum(sqrt(n)) from generate_series(1, 2000000000) n').then(
        () => 'answered',
        (error) => error.why?.code ?? String(error),
      );
      // The best of some seconds: a busy machine drops frames, a blocked page has none in any of them.
      let beside = 0;
      for (let round = 0; round < 20 && beside <= 10; round++) beside = Math.max(beside, await frames(1_000));
      runtime.stop();
      // The query itself would go on for minutes.
      return { beside, ended: await query, state: runtime.state.kind };
    });
    expect(seen).toMatchObject({ ended: 'cancelled', state: 'stopped' });
    expect(seen.beside).toBeGreaterThan(10);
    await expect.poll(() => opened.workers().length).toBe(0);
  });

  test('a killed worker is noticed, and says what is lost', async ({ opened }) => {
    await boot(opened);
    const gone = opened.evaluate(async () => {
      const { runtime } = under;
      const cause = await runtime.running?.ended;
      const later = await runtime.running?.client.fetch('/healthz').catch((error) => error.why.code);
      await new Promise((done) => setTimeout(done));
      const { state } = runtime;
      return { cause: cause?.code, later, kind: state.kind, lost: state.kind === 'failed' && state.lost };
    });
    // From outside, as a browser does that needs the memory: the page gets no event for it. Nor does whoever asked it to end.
    const worker = opened.workers()[0] ?? (await opened.waitForEvent('worker'));
    void worker.evaluate(() => self.close()).catch(() => {});
    expect(await gone).toMatchObject({ cause: 'worker-died', kind: 'failed', lost: 0 });
    expect(await boot(opened)).toMatchObject({ kind: 'ready' });
  });

  test('warmed by a hover, it asks for nothing more over the network', async ({ opened }) => {
    await opened.evaluate(() => under.tab.warm());
    const sizes: number[] = [];
    opened.on('requestfinished', async (request) => {
      if (/\/runtime\/.*\.(wasm|data|tar)$/.test(request.url()))
        sizes.push((await request.sizes()).responseBodySize);
    });
    expect(await boot(opened)).toMatchObject({ kind: 'ready' });
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000);
  });
});

interface Planted {
  readonly name: string;
  readonly code: string;
  /** Before the page opens. */
  readonly plant: (page: Page) => Promise<unknown>;
  /** After it, before the press. */
  readonly next?: (page: Page) => Promise<unknown>;
  readonly annotation?: ReturnType<typeof provokes>;
}

const answering = (pattern: string, status: number) => (page: Page) =>
  page.route(pattern, (route) => route.fulfill({ status, body: 'gone' }));
const cut = (pattern: string, part: number) => (page: Page) =>
  page.route(pattern, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({
      status: 200,
      headers: { 'content-type': 'application/wasm' },
      body: body.subarray(0, body.length * part),
    });
  });
const changed = (pattern: string) => (page: Page) =>
  page.route(pattern, async (route) => {
    const body = Buffer.from(await (await route.fetch()).body());
    body.fill(7, body.length / 2, body.length / 2 + 2_000);
    await route.fulfill({ status: 200, body });
  });
const before = (source: string) => (page: Page) =>
  page.route('**/runtime/api.*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${source};${await response.text()}` });
  });

const failures: readonly Planted[] = [
  {
    name: 'no WebAssembly',
    code: 'no-webassembly',
    plant: (page) => page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly')),
  },
  {
    name: 'no Worker',
    code: 'no-worker',
    plant: (page) => page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'Worker')),
  },
  {
    name: 'a Worker that knows no modules',
    code: 'unsupported',
    plant: (page) =>
      page.addInitScript(() => {
        const Real = Worker;
        globalThis.Worker = class extends Real {
          constructor(url: string | URL) {
            super(url);
          }
        };
      }),
  },
  {
    name: 'a manifest that is gone',
    code: 'asset-missing',
    plant: answering('**/runtime/manifest.json', 404),
  },
  {
    name: 'a network that answers with its sign-in page',
    code: 'asset-corrupt',
    plant: (page) =>
      page.route('**/runtime/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Sign in</h1>' }),
      ),
  },
  { name: 'a worker that is gone', code: 'asset-missing', plant: answering('**/runtime/api.*.js', 404) },
  { name: 'a worker cut short', code: 'asset-corrupt', plant: cut('**/runtime/api.*.js', 0.5) },
  { name: 'WebAssembly that is gone', code: 'asset-missing', plant: answering('**/runtime/*.wasm', 404) },
  { name: 'WebAssembly cut short', code: 'asset-corrupt', plant: cut('**/runtime/*.wasm', 0.7) },
  { name: 'a data file cut short', code: 'asset-corrupt', plant: cut('**/runtime/*.data', 0.5) },
  { name: 'an image with other bytes', code: 'asset-corrupt', plant: changed('**/runtime/*.tar') },
  {
    name: 'no memory',
    code: 'out-of-memory',
    plant:
      before(`{ const no = () => { throw new RangeError('WebAssembly.Memory(): could not allocate memory') };
      WebAssembly.Memory = function () { no() }; WebAssembly.instantiate = async () => no() }`),
  },
  {
    name: 'a fault of ours',
    code: 'crashed',
    plant: before(`setTimeout(() => { undefined.x }); WebAssembly.instantiate = () => new Promise(() => {})`),
  },
  {
    name: 'a policy that forbids workers',
    code: 'blocked',
    annotation: provokes('worker-src'),
    plant: (page) =>
      page.route('**/decisions/', async (route) => {
        const response = await route.fetch();
        const headers = response.headers();
        const policy = headers['content-security-policy']?.replace(/worker-src [^;]*/, "worker-src 'none'");
        await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy ?? '' } });
      }),
  },
  {
    name: 'no connection',
    code: 'offline',
    plant: async () => {},
    next: (page) => page.context().setOffline(true),
  },
];

test.describe('ends in a sentence and not in a spinner', { tag: '@desktop' }, () => {
  for (const { name, code, plant, next, annotation = [] } of failures) {
    test(name, { annotation }, async ({ page }) => {
      await plant(page);
      await openRuntime(page);
      await next?.(page);
      const seen = await boot(page);
      expect(seen, seen.detail).toMatchObject({ kind: 'failed', code });
      expect(seen.words?.sentence).toMatch(/\.$/);
      expect(seen.words?.step).toMatch(/\.$/);
      await expect.poll(() => page.workers().length).toBe(0);
    });
  }

  test('a database that is none', async ({ opened }) => {
    const seen = await opened.evaluate(async () => {
      const { runtime, tab } = under;
      const file = new Blob([new Uint8Array(100_000).fill(42)]);
      const code = await runtime.boot(tab, { database: file }).catch((error) => error.why.code);
      const again = await runtime.boot(tab).then(({ client }) => client.label.kind);
      return [code, again];
    });
    expect(seen).toEqual(['file-corrupt', 'tab']);
  });

  test('a worker that never says a word', async ({ page }) => {
    await page.route('**/runtime/start.*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'self.onmessage = () => {}' }),
    );
    await openRuntime(page);
    // A fortieth of the patience of a real page: the clock of the page is the test's.
    const code = await page.evaluate(async () => {
      const { runtime, tabHost } = under;
      const wait = { manifest: 30_000, loading: 500, starting: 500 };
      return runtime.boot(tabHost(undefined, wait)).catch((error) => error.why.code);
    });
    expect(code).toBe('start-timeout');
  });
});

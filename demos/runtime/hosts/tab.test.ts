// Each way in which a start can end, with a worker that only says what the test makes it say. What all of them assert: the
// boot settles. A cause that is missing here would be a spinner that never ends.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress, Running } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { manifestPath } from './manifest.ts';
import { tabHost } from './tab.ts';
import { type FakeTab, fakeTab, fetchWith, manifest } from './tab-fake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const boot = (
  tab: FakeTab,
  options: { signal?: AbortSignal; database?: Blob; layersOff?: string[] } = {},
) => {
  const progress: Progress[] = [];
  const running = tabHost(tab.ports).boot({
    signal: new AbortController().signal,
    ...options,
    progress: (one) => progress.push(one),
  });
  return { running, progress, outcome: outcome(running) };
};
const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'settled',
    (error) => (error instanceof RuntimeFault ? error.why.code : `not a fault: ${error}`),
  );
/** Until nothing moves, without any time passing. */
const still = () => vi.advanceTimersByTimeAsync(0);

async function ready(tab = fakeTab()): Promise<{ tab: FakeTab; running: Running }> {
  const { running } = boot(tab);
  await still();
  tab.worker.say({ type: 'ready', label: 'this tab' });
  return { tab, running: await running };
}

describe('a start', () => {
  it('asks for the manifest and nothing else, hands it to the worker, and passes its progress on', async () => {
    const tab = fakeTab();
    const { running, progress } = boot(tab, { layersOff: ['L4'] });
    await still();
    expect(tab.fetched).toEqual([manifestPath]);
    expect(tab.worker.last('boot')).toMatchObject({ manifest, layersOff: ['L4'], database: null });
    tab.worker.say({ type: 'progress', progress: { kind: 'loading', received: 1, total: 8 } });
    tab.worker.say({ type: 'progress', progress: { kind: 'starting', step: 'database' } });
    tab.worker.say({ type: 'ready', label: 'this tab · PGlite' });
    expect((await running).client.label).toEqual({ kind: 'tab', text: 'this tab · PGlite' });
    expect(progress).toHaveLength(2);
  });

  it('hands a database over', async () => {
    const tab = fakeTab();
    boot(tab, { database: new Blob(['tar']) });
    await still();
    expect(tab.worker.last('boot').database?.byteLength).toBe(3);
  });

  it.each<[string, Parameters<typeof fakeTab>[0], string]>([
    ['WebAssembly is missing', { hasWebAssembly: () => false }, 'no-webassembly'],
    ['Worker is missing', { hasWorker: () => false }, 'no-worker'],
  ])('is refused where %s, without asking the network', (_name, ports, code) => {
    const tab = fakeTab(ports);
    expect(tabHost(tab.ports).refusal()?.code).toBe(code);
    expect(tab.fetched).toEqual([]);
  });

  const status = (code: number) => fetchWith(manifestPath, new Response('', { status: code }));
  const page = fetchWith(manifestPath, new Response('<!doctype html><title>Sign in</title>'));
  it.each<[string, Parameters<typeof fakeTab>[0], string]>([
    ['the manifest is not there', { fetch: status(404) }, 'asset-missing'],
    ['the server is ill', { fetch: status(503) }, 'asset-missing'],
    ['a network answers with its sign-in page', { fetch: page }, 'asset-corrupt'],
    ['the manifest is empty', { fetch: fetchWith(manifestPath, new Response('')) }, 'asset-corrupt'],
    ['the manifest is null', { fetch: fetchWith(manifestPath, new Response('null')) }, 'asset-corrupt'],
    [
      'the manifest names no files',
      { fetch: fetchWith(manifestPath, Response.json({ protocol: 2, files: {} })) },
      'asset-corrupt',
    ],
    [
      'the build is newer than the page',
      { fetch: fetchWith(manifestPath, Response.json({ ...manifest, protocol: 3 })) },
      'image-outdated',
    ],
    ['nothing answers', { fetch: fetchWith(manifestPath, 'fails') }, 'unreachable'],
    ['there is no connection', { fetch: fetchWith(manifestPath, 'fails'), online: () => false }, 'offline'],
    ['the manifest hangs', { fetch: fetchWith(manifestPath, 'hangs') }, 'start-timeout'],
    [
      'the constructor throws',
      {
        startWorker: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      },
      'blocked',
    ],
    ['the browser has no module workers', { startWorker: () => null }, 'unsupported'],
    ['the worker never says a word', {}, 'start-timeout'],
  ])('ends with its cause when %s', async (_name, ports, code) => {
    const { outcome } = boot(fakeTab(ports));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await outcome).toBe(code);
  });

  it.each<[string, Response | 'fails', string]>([
    ['is missing', new Response('', { status: 404 }), 'asset-missing'],
    ['cannot be fetched', 'fails', 'unreachable'],
    ['is there and does not parse', new Response('import('), 'asset-corrupt'],
  ])('looks for the reason when the script of the worker %s', async (_name, answer, code) => {
    const tab = fakeTab({ fetch: fetchWith(manifest.files.start.path, answer) });
    const { outcome } = boot(tab);
    await still();
    tab.worker.fail('');
    expect(await outcome).toBe(code);
    expect(tab.worker.terminated).toBe(true);
  });

  it('says blocked when the policy of the page refused the worker', async () => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    tab.refuse('worker-src');
    tab.worker.fail('');
    expect(await outcome).toBe('blocked');
  });

  it.each([
    ['Uncaught RangeError: WebAssembly.Memory(): could not allocate memory', 'out-of-memory'],
    ['Uncaught RangeError: Array buffer allocation failed', 'out-of-memory'],
    ['InternalError: out of memory', 'out-of-memory'],
    ['Uncaught TypeError: x is undefined', 'crashed'],
  ])('tells memory from a fault: %s', async (message, code) => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    tab.worker.say({ type: 'progress', progress: { kind: 'starting', step: 'database' } });
    tab.worker.fail(message);
    expect(await outcome).toBe(code);
  });

  it('tells a script that throws at once from one that did not come', async () => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    tab.worker.fail('Uncaught ReferenceError: x is not defined');
    expect(await outcome).toBe('crashed');
  });

  it('starts without a connection from what a former visit left', async () => {
    const caches: (string | undefined)[] = [];
    const tab = fakeTab({
      online: () => false,
      fetch: async (_path, init) => {
        caches.push(init?.cache);
        if (init?.cache !== 'force-cache') throw new TypeError('Failed to fetch');
        return Response.json(manifest);
      },
    });
    await ready(tab);
    expect(caches).toEqual([undefined, 'force-cache']);
  });

  it('passes on the cause that the worker names', async () => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    tab.worker.say({ type: 'failed', cause: { code: 'image-outdated', detail: 'migrations differ' } });
    expect(await outcome).toBe('image-outdated');
    expect(tab.worker.terminated).toBe(true);
  });

  it('waits as long as there is progress, and no longer', async () => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    for (let received = 1; received < 10; received++) {
      await vi.advanceTimersByTimeAsync(15_000);
      tab.worker.say({ type: 'progress', progress: { kind: 'loading', received, total: 10 } });
    }
    expect(tab.worker.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await outcome).toBe('start-timeout');
    expect(tab.worker.terminated).toBe(true);
  });

  it('is not kept alive by bytes that do not come', async () => {
    const tab = fakeTab();
    const { outcome } = boot(tab);
    await still();
    for (let round = 0; round < 5; round++) {
      tab.worker.say({ type: 'progress', progress: { kind: 'loading', received: 1, total: 10 } });
      await vi.advanceTimersByTimeAsync(6_000);
    }
    expect(await outcome).toBe('start-timeout');
  });

  it.each(['before the manifest', 'after it'])('ends at once when it is cancelled %s', async (when) => {
    const abort = new AbortController();
    const tab = fakeTab(when === 'after it' ? {} : { fetch: fetchWith(manifestPath, 'hangs') });
    const { outcome } = boot(tab, { signal: abort.signal });
    await still();
    abort.abort(new RuntimeFault({ code: 'cancelled', detail: '' }));
    expect(await outcome).toBe('cancelled');
    expect(tab.worker.terminated).toBe(when === 'after it');
  });

  it('is not ended by its signal once it runs', async () => {
    const abort = new AbortController();
    const tab = fakeTab();
    const { running } = boot(tab, { signal: abort.signal });
    await still();
    tab.worker.say({ type: 'ready', label: '' });
    await running;
    abort.abort();
    expect(tab.worker.terminated).toBe(false);
  });
});

describe('an answer', () => {
  it('is a Response: status, headers, body', async () => {
    const { tab, running } = await ready();
    const call = running.client.fetch('/v1/me', { method: 'PUT', headers: { 'x-a': '1' }, body: 'text' });
    const asked = tab.worker.last('request');
    expect(asked).toMatchObject({ method: 'PUT', path: '/v1/me', headers: { 'x-a': '1' }, body: 'text' });
    tab.worker.say({ type: 'answer', id: asked.id, status: 201, headers: { 'x-b': '2' }, body: '{"a":1}' });
    const answer = await call;
    expect([answer.status, answer.headers.get('x-b'), await answer.json()]).toEqual([201, '2', { a: 1 }]);
  });

  it.each([204, 304])('may be without a body: %i', async (status) => {
    const { tab, running } = await ready();
    const call = running.client.fetch('/');
    tab.worker.say({
      type: 'answer',
      id: tab.worker.last('request').id,
      status,
      headers: {},
      body: null,
    });
    expect((await call).status).toBe(status);
  });

  it('goes to the call that asked, whatever the order', async () => {
    const { tab, running } = await ready();
    const [first, second] = [running.client.fetch('/1'), running.client.fetch('/2')];
    const ids = tab.worker.heard.filter((one) => one.type === 'request').map((one) => one.id);
    for (const [at, id] of ids.toReversed().entries())
      tab.worker.say({ type: 'answer', id, status: 200 + at, headers: {}, body: null });
    expect([(await first).status, (await second).status]).toEqual([201, 200]);
  });

  it('is not waited for by one who has given up, and the others still are', async () => {
    const { tab, running } = await ready();
    const abort = new AbortController();
    const given = running.client.fetch('/1', { signal: abort.signal });
    const { id } = tab.worker.last('request');
    const other = running.client.fetch('/2');
    abort.abort(new DOMException('enough', 'AbortError'));
    await expect(given).rejects.toThrow('enough');
    tab.worker.say({ type: 'answer', id, status: 200, headers: {}, body: null });
    const { id: next } = tab.worker.last('request');
    tab.worker.say({ type: 'answer', id: next, status: 200, headers: {}, body: null });
    expect((await other).status).toBe(200);
  });

  it('that does not come is told after a minute', async () => {
    const { running } = await ready();
    const call = outcome(running.client.fetch('/'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await call).toBe('not-answering');
  });

  it('may take longer behind a query of the reader’s own', async () => {
    const { tab, running } = await ready();
    const rows = running.inspect?.('select 1');
    const call = running.client.fetch('/');
    await vi.advanceTimersByTimeAsync(150_000);
    tab.worker.say({ type: 'rows', id: tab.worker.last('inspect').id, fields: ['a'], rows: [[1]] });
    expect(await rows).toEqual({ fields: ['a'], rows: [[1]] });
    tab.worker.say({
      type: 'answer',
      id: tab.worker.last('request').id,
      status: 200,
      headers: {},
      body: null,
    });
    expect((await call).status).toBe(200);
  });

  it('that is an error is a fault for a request, and the database’s own words for a query', async () => {
    const { tab, running } = await ready();
    const call = outcome(running.client.fetch('/'));
    tab.worker.say({ type: 'error', id: tab.worker.last('request').id, message: 'boom' });
    expect(await call).toBe('internal');
    const rows = running.inspect?.('select');
    tab.worker.say({ type: 'error', id: tab.worker.last('inspect').id, message: 'relation does not exist' });
    await expect(rows).rejects.toThrow('relation does not exist');
  });

  it('of another kind than was asked for is a fault, not a hang', async () => {
    const { tab, running } = await ready();
    const call = outcome(running.client.fetch('/'));
    tab.worker.say({ type: 'done', id: tab.worker.last('request').id });
    expect(await call).toBe('internal');
  });
});

describe('what runs', () => {
  it('exports, resets, and tells what it logs', async () => {
    const { tab, running } = await ready();
    const file = running.exportDatabase?.();
    tab.worker.say({ type: 'file', id: tab.worker.last('export').id, bytes: new ArrayBuffer(7) });
    expect((await file)?.size).toBe(7);
    const reset = running.reset?.();
    tab.worker.say({ type: 'done', id: tab.worker.last('reset').id });
    await reset;
    expect(tab.worker.last('reset').layersOff).toEqual([]);
    const weaker = running.reset?.(['L3']);
    expect(tab.worker.last('reset').layersOff).toEqual(['L3']);
    tab.worker.say({ type: 'done', id: tab.worker.last('reset').id });
    await weaker;
    const later = running.advance?.(61_000);
    expect(tab.worker.last('advance').milliseconds).toBe(61_000);
    tab.worker.say({ type: 'done', id: tab.worker.last('advance').id });
    await later;
    const lost = running.lose?.(['cache']);
    expect(tab.worker.last('lose').lost).toEqual(['cache']);
    tab.worker.say({ type: 'done', id: tab.worker.last('lose').id });
    await lost;
    const heard: unknown[] = [];
    const told = { kind: 'log', at: '', level: 'info', event: 'x', fields: {} } as const;
    const deaf = running.listen?.((one) => heard.push(one));
    tab.worker.say({ type: 'told', told: [told] });
    deaf?.();
    tab.worker.say({ type: 'told', told: [told] });
    expect(heard).toEqual([told]);
  });

  it('asks to be told only while somebody listens, and hears an answer’s lines before the answer', async () => {
    const { tab, running } = await ready();
    const wishes = () => tab.worker.heard.filter(({ type }) => type === 'listen');
    expect(wishes()).toEqual([]);
    const heard: string[] = [];
    const deaf = [1, 2].map(() => running.listen?.(() => heard.push('line')));
    const answer = running.client.fetch('/x').then(() => heard.push('answer'));
    const { id } = tab.worker.last('request');
    const told = [{ kind: 'log', at: '', level: 'info', event: 'x', fields: {} }] as const;
    tab.worker.say({ type: 'answer', id, status: 200, headers: {}, body: null, told });
    await answer;
    expect(heard).toEqual(['line', 'line', 'answer']);
    for (const one of deaf) one?.();
    expect(wishes()).toEqual([
      { type: 'listen', on: true },
      { type: 'listen', on: false },
    ]);
  });

  it.each<[string, (tab: FakeTab) => void, string]>([
    ['the browser kills it', (tab) => tab.kill(), 'worker-died'],
    ['it throws', (tab) => tab.worker.fail('Uncaught TypeError'), 'crashed'],
    ['it runs out of memory', (tab) => tab.worker.fail('RuntimeError: out of memory'), 'out-of-memory'],
    [
      'it says so itself',
      ({ worker }) => worker.say({ type: 'failed', cause: { code: 'crashed', detail: '' } }),
      'crashed',
    ],
    ['the page is left', (tab) => tab.leave(), 'cancelled'],
  ])('ends when %s: all that is under way rejects with the cause', async (_name, happen, code) => {
    const { tab, running } = await ready();
    const call = outcome(running.client.fetch('/'));
    const rows = outcome(running.inspect?.('select') as Promise<unknown>);
    happen(tab);
    expect(await running.ended).toMatchObject({ code });
    expect([await call, await rows, await outcome(running.client.fetch('/'))]).toEqual([code, code, code]);
    expect(tab.worker.terminated).toBe(true);
  });

  it('is stopped at once', async () => {
    const { tab, running } = await ready();
    const call = outcome(running.client.fetch('/'));
    running.stop();
    expect(tab.worker.terminated).toBe(true);
    expect(await call).toBe('cancelled');
  });
});

describe('warming', () => {
  const { start, worker, wasm, image, data } = manifest.files;
  const paths = [start, worker, wasm, image, data].map(({ path }) => path);
  it('fetches what a start needs, once', async () => {
    const tab = fakeTab();
    const host = tabHost(tab.ports);
    await Promise.all([host.warm(), host.warm()]);
    expect(tab.fetched).toEqual([manifestPath, ...paths]);
  });

  it.each<[string, Parameters<typeof fakeTab>[0]]>([
    ['data is dear', { sparing: () => true }],
    ['there is no connection', { online: () => false }],
    ['it could not run anyway', { hasWebAssembly: () => false }],
  ])('fetches nothing where %s', async (_name, ports) => {
    const tab = fakeTab(ports);
    await tabHost(tab.ports).warm();
    expect(tab.fetched).toEqual([]);
  });

  it('never complains', async () => {
    const tab = fakeTab({ fetch: fetchWith(manifestPath, 'fails') });
    await tabHost(tab.ports).warm();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RuntimeFault } from '../fault.ts';
import { serverHost } from './server.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const options = { signal: new AbortController().signal, progress: () => {} };
const hostWith = (fetch: typeof globalThis.fetch) =>
  serverHost({ base: 'http://api', text: 'a server', fetch });
const why = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => (error instanceof RuntimeFault ? error.why.code : `not a fault: ${error}`),
  );
const hangs: typeof fetch = (_url, init) =>
  new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));

describe('a server', () => {
  it('is asked whether it answers, and then asked', async () => {
    const asked: unknown[] = [];
    const { client } = await hostWith(async (url, init) => {
      asked.push([url, init?.method, init?.credentials]);
      return new Response('{"a":1}', { status: 200 });
    }).boot(options);
    const answer = await client.fetch('/v1/me', { method: 'PUT', body: 'x' });
    expect([client.label, await answer.json()]).toEqual([{ kind: 'server', text: 'a server' }, { a: 1 }]);
    expect(asked).toEqual([
      ['http://api/healthz', undefined, 'omit'],
      ['http://api/v1/me', 'PUT', 'omit'],
    ]);
  });

  it.each<[string, typeof fetch, string]>([
    [
      'refuses other origins, or is away',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'unreachable',
    ],
    ['is ill', async () => new Response('', { status: 503 }), 'not-answering'],
    ['says nothing', hangs, 'not-answering'],
  ])('that %s does not become a spinner', async (_name, fetch, code) => {
    const boot = why(hostWith(fetch).boot(options));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await boot).toBe(code);
  });

  it('takes neither layers nor a database', async () => {
    const host = hostWith(async () => new Response('{}'));
    expect(await why(host.boot({ ...options, layersOff: ['L1'] }))).toBe('unsupported');
    expect(await why(host.boot({ ...options, database: new Blob() }))).toBe('unsupported');
  });

  it('rejects with the reason of the one who gives up', async () => {
    let hang = false;
    const { client } = await hostWith((url, init) =>
      hang ? hangs(url, init) : Promise.resolve(new Response('')),
    ).boot(options);
    hang = true;
    const abort = new AbortController();
    const call = client.fetch('/', { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});

// The service worker itself, in Node with its real locks and ports; only the browser's list of tabs is made up.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Forwarded, type FromHost, hostLock, patience } from './protocol.ts';

type Hear = (event: never) => void;
const listeners = new Map<string, Hear>();
let host: ((message: Forwarded, port: MessagePort) => void) | null = null;

beforeAll(async () => {
  vi.stubGlobal('location', new URL('http://site.test/sandbox/sw.js'));
  vi.stubGlobal('self', {
    addEventListener: (type: string, hear: Hear) => listeners.set(type, hear),
    skipWaiting: async () => {},
    clients: {
      claim: async () => {},
      get: async (id: string) =>
        id === 'tab-1' && host
          ? { id, postMessage: (message: Forwarded, [port]: [MessagePort]) => host?.(message, port) }
          : undefined,
    },
  });
  await import('./service-worker.ts');
});

/** Holds the host's lock until it is called. */
async function hostIs(hear: NonNullable<typeof host>): Promise<() => void> {
  host = hear;
  return new Promise((ready) => {
    void navigator.locks.request(`${hostLock}tab-1`, () => new Promise<void>((free) => ready(free)));
  });
}
function ask(path: string, init?: RequestInit): Promise<Response> | null {
  let given: Promise<Response> | null = null;
  const event = {
    request: new Request(`http://site.test${path}`, init),
    respondWith: (it: Promise<Response>) => (given = it),
  };
  listeners.get('fetch')?.(event as never);
  return given;
}
const say = (port: MessagePort, ...messages: FromHost[]): void => {
  for (const message of messages) port.postMessage(message);
};

let free = (): void => {};
afterEach(() => {
  free();
  host = null;
  vi.useRealTimers();
});

describe('the service worker', () => {
  it('leaves everything else to the network', () => {
    for (const path of ['/', '/sandbox/', '/sandbox/api', '/sandbox/apis/x', '/sandbox/sw.js', '/runtime/x'])
      expect(ask(path), path).toBeNull();
    const elsewhere = {
      request: new Request('http://other.test/sandbox/api/x'),
      respondWith: () => expect.unreachable(),
    };
    listeners.get('fetch')?.(elsewhere as never);
  });

  it('says 503 in words, as a problem, when no tab hosts', async () => {
    const response = await ask('/sandbox/api/v1/documents');
    expect(response?.status).toBe(503);
    expect(response?.headers.get('content-type')).toBe('application/problem+json');
    expect(response?.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(response?.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(await response?.json()).toMatchObject({
      status: 503,
      detail: expect.stringContaining('press Boot'),
    });
  });

  it('passes a call on whole, and its answer back', async () => {
    const seen: Forwarded[] = [];
    free = await hostIs((message, port) => {
      seen.push(message);
      const body = new TextEncoder().encode('{"ok":true}').buffer;
      say(
        port,
        { type: 'taken' },
        {
          type: 'answer',
          status: 201,
          headers: [
            ['content-type', 'application/json'],
            ['etag', 'x'],
          ],
          body,
        },
      );
    });
    const init = { method: 'POST', headers: { authorization: 'Bearer t' }, body: '{"a":"ü"}' };
    const response = await ask('/sandbox/api/v1/documents?a=%2F&b', init);
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/v1/documents?a=%2F&b',
        body: '{"a":"ü"}',
        headers: { authorization: 'Bearer t' },
      },
    ]);
    expect(response?.status).toBe(201);
    expect(response?.headers.get('etag')).toBe('x');
    expect(response?.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(await response?.json()).toEqual({ ok: true });
  });

  it('gives an answer without a body as one', async () => {
    free = await hostIs((_, port) =>
      say(port, { type: 'answer', status: 204, headers: [], body: new ArrayBuffer(0) }),
    );
    const response = await ask('/sandbox/api/v1/sessions/current', { method: 'DELETE' });
    expect(response?.status).toBe(204);
    expect(response?.body).toBeNull();
  });

  it('says 503 when the host’s tab goes in the middle of a call, or has nothing running', async () => {
    free = await hostIs((_, port) => {
      say(port, { type: 'taken' });
      setTimeout(() => free(), 20);
    });
    expect((await ask('/sandbox/api/v1/me'))?.status).toBe(503);
    free = await hostIs((_, port) => say(port, { type: 'taken' }, { type: 'gone', detail: '' }));
    expect((await ask('/sandbox/api/v1/me'))?.status).toBe(503);
  });

  it('says 504 when a tab does not take the call, or takes it and stays silent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const takes of [false, true]) {
      const asked = new Promise<void>((resolve) => {
        void hostIs((_, port) => {
          if (takes) say(port, { type: 'taken' });
          resolve();
        }).then((release) => {
          free = release;
        });
      });
      await new Promise((resolve) => setImmediate(resolve));
      const response = ask('/sandbox/api/v1/me');
      await asked;
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(takes ? patience.answered + patience.taken : patience.taken);
      expect((await response)?.status, String(takes)).toBe(504);
      free();
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it('tells a tab who it is', async () => {
    const { port1, port2 } = new MessageChannel();
    const told = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    listeners.get('message')?.({
      data: { type: 'sandbox-who' },
      source: { id: 'tab-9' },
      ports: [port2],
    } as never);
    expect(await told).toBe('tab-9');
    port1.close();
  });
});

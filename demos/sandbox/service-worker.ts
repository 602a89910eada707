// Served as /sandbox/sw.js. Gives /sandbox/api/* to the tab that runs the API and touches nothing else. It keeps no state and
// never runs the database: a browser ends an idle service worker, and rows and keys would be gone.
import { type AskWho, apiBase, type Forwarded, type FromHost, hostLock, patience } from './protocol.ts';

// The parts of ServiceWorkerGlobalScope that are used; TypeScript's own cannot live beside those of a page.
interface HostClient {
  readonly id: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchLike) => void): void;
  addEventListener(type: 'message', listener: (event: MessageLike) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void>; get(id: string): Promise<HostClient | undefined> };
}
interface Extendable {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchLike {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface MessageLike {
  readonly data: unknown;
  readonly source: { readonly id?: string } | null;
  readonly ports: readonly MessagePort[];
}
const worker = self as unknown as Scope;

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', ({ data, source, ports }) => {
  if ((data as AskWho | null)?.type !== 'sandbox-who') return;
  // A page that was reloaded past its service worker is taken back.
  void worker.clients.claim().then(() => ports[0]?.postMessage(source?.id ?? null));
});
worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === location.origin && pathname.startsWith(`${apiBase}/`))
    event.respondWith(answer(event.request));
});

/** What lets an answer be opened as a document, in an isolated page too. */
const isolation = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

function refuse(status: 503 | 504, title: string, detail: string): Response {
  const body = { type: 'about:blank', title, status, detail };
  return new Response(JSON.stringify(body, null, 2), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      ...isolation,
    },
  });
}
const noHost = (): Response =>
  refuse(
    503,
    'No tab runs the API.',
    'The API runs in a tab of this browser. Open /sandbox/, press Boot, call again.',
  );
const silent = (): Response =>
  refuse(
    504,
    'The tab that runs the API does not answer.',
    'Look at that tab, or close it and boot in another.',
  );

async function answer(request: Request): Promise<Response> {
  const { held = [] } = await navigator.locks.query();
  const name = held.find((lock) => lock.name?.startsWith(hostLock))?.name;
  const host = name && (await worker.clients.get(name.slice(hostLock.length)));
  if (!host) return noHost();
  const { pathname, search } = new URL(request.url);
  const body = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
  const forwarded: Forwarded = {
    type: 'sandbox-request',
    method: request.method,
    path: pathname.slice(apiBase.length) + search,
    headers: Object.fromEntries(request.headers),
    body: body === '' ? null : body,
  };
  return ask(host, name, forwarded);
}

/** Ends with the answer, with a host's time being over, or when its lock is free: then it is gone. */
function ask(host: HostClient, lock: string, forwarded: Forwarded): Promise<Response> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const over = new AbortController();
    const end = (response: Response): void => {
      clearTimeout(timer);
      port1.close();
      over.abort();
      resolve(response);
    };
    let timer = setTimeout(() => end(silent()), patience.taken);
    port1.onmessage = ({ data }: MessageEvent<FromHost>) => {
      if (data.type === 'gone') return end(noHost());
      if (data.type === 'answer') return end(toResponse(data));
      clearTimeout(timer);
      timer = setTimeout(() => end(silent()), patience.answered);
    };
    const freed = { mode: 'shared', signal: over.signal } as const;
    navigator.locks.request(lock, freed, () => end(noHost())).catch(() => {});
    host.postMessage(forwarded, [port2]);
  });
}

const withoutBody = new Set([204, 205, 304]);

function toResponse({ status, headers, body }: Extract<FromHost, { type: 'answer' }>): Response {
  const all = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  for (const [name, value] of Object.entries(isolation)) all.set(name, value);
  return new Response(withoutBody.has(status) ? null : body, { status, headers: all });
}

// A page that cannot fetch() this service (a WebContainer's address belongs to another site) frames /bridge instead: a page of ours
// that hands one MessagePort to exactly one origin and passes what comes over it on as requests. Served only with BRIDGE_ORIGIN.
import type { App } from '../app.ts';

/** @param origin the one page that may use the service; @param told what the page is told about this host, e.g. "Node 22.14.0" */
export function withBridge(app: App, origin: string, told: string): App {
  if (new URL(origin).origin !== origin)
    throw new TypeError('The bridge leads to an origin, not to an address.');
  const files: Readonly<Record<string, () => Response>> = {
    '/bridge': () => new Response(page(origin, told), { headers: pageHeaders(origin) }),
    '/bridge.js': () => new Response(script, { headers: scriptHeaders }),
  };
  return Object.assign<(...args: Parameters<App>) => Promise<Response>, App>(async (request, peer) => {
    const file = request.method === 'GET' ? files[new URL(request.url).pathname] : undefined;
    return file ? file() : app(request, peer);
  }, app);
}

const attribute = (text: string): string => text.replace(/[^\w .:/()·-]/g, '');

const page = (origin: string, told: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Bridge</title><script src="/bridge.js" data-origin="${attribute(origin)}" data-told="${attribute(told)}"></script>`;

const common = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const pageHeaders = (origin: string): Record<string, string> => ({
  ...common,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ${origin}`,
  // An isolated page frames only what says that it may be framed.
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
});

const scriptHeaders = {
  ...common,
  'content-type': 'text/javascript; charset=utf-8',
  'cross-origin-resource-policy': 'same-origin',
};

/** In the frame. A port goes to `data-origin` and nowhere else: the browser drops the message when the parent is another. */
const script = `'use strict';
const { origin, told } = document.currentScript.dataset;
const { port1, port2 } = new MessageChannel();
port1.onmessage = async ({ data: { id, method, path, headers, body } }) => {
  try {
    // Joined and not resolved: a path that begins with two slashes is this service's too, as it is everywhere else.
    const url = new URL(location.origin + path);
    if (url.origin !== location.origin) throw new TypeError('The bridge leads to this service only.');
    const answer = await fetch(url, { method, headers, body, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
    const { status, headers: told } = answer;
    port1.postMessage({ type: 'answer', id, status, headers: Object.fromEntries(told), body: await answer.text() });
  } catch (error) {
    port1.postMessage({ type: 'error', id, message: String(error) });
  }
};
if (parent !== window) parent.postMessage({ type: 'bridge', told }, origin, [port2]);
`;

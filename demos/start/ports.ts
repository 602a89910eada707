// The browser's side of the form.

import { workerUrl } from '../runtime/trusted-url.ts';
import { browserShelf } from './draft.ts';
import { historyEntry } from './entry.ts';
import { createProofs } from './proof.ts';
import workerPath from './proof.worker.ts?worker&url';
import { fetchChallenge, type Wire } from './send.ts';
import { createSession, type Session } from './session.ts';

const wire: Wire = {
  fetch: async (path, init) => fetch(path, await withDigest(init)),
  online: () => navigator.onLine !== false,
};

/** The CDN signs what it passes on to the function behind it, and for a body it takes the SHA-256 from whoever sends it. */
async function withDigest(init: RequestInit | undefined): Promise<RequestInit | undefined> {
  if (typeof init?.body !== 'string') return init;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(init.body));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { ...init, headers: { ...(init.headers as Record<string, string>), 'x-amz-content-sha256': hex } };
}

function work(challenge: unknown, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      worker = new Worker(workerUrl(workerPath), { type: 'module' });
    } catch {
      return resolve(null);
    }
    const end = (then: () => void) => {
      worker.terminate();
      then();
    };
    worker.onmessage = ({ data }: MessageEvent<string | null>) => end(() => resolve(data));
    worker.onerror = () => end(() => resolve(null));
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    worker.postMessage(challenge);
  });
}

export const openSession = (): Session =>
  createSession({
    shelf: browserShelf,
    entry: historyEntry,
    wire,
    proofs: createProofs({
      challenge: (signal) => fetchChallenge(wire, signal),
      work,
      steady: () => performance.now(),
    }),
    uuid: () => crypto.randomUUID(),
    now: () => Date.now(),
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    onOnline(hear) {
      addEventListener('online', hear);
      return () => removeEventListener('online', hear);
    },
  });

/**
 * Addresses on this site that this tab has been at (the Navigation API keeps them, this site does not); null where the browser
 * does not tell.
 */
export function lookedAt(): readonly string[] | null {
  const entries = (
    globalThis as { navigation?: { entries(): readonly { readonly url: string | null }[] } }
  ).navigation?.entries();
  if (entries === undefined) return null;
  const paths = entries.flatMap(({ url }) => {
    if (url === null || !url.startsWith(location.origin)) return [];
    const { pathname, hash } = new URL(url);
    const path = `${pathname}${/^#[A-Za-z0-9/=-]{1,60}$/.test(hash) ? hash : ''}`;
    return pathname.startsWith('/start/') || !/^\/[A-Za-z0-9/#=.-]*$/.test(path) ? [] : [path];
  });
  return [...new Set(paths)].slice(-40);
}

// What the tab host needs of a browser, so that tests can be every browser that fails.
import { workerUrl } from '../trusted-url.ts';

export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', hear: (event: Event) => void): void;
}

export interface TabPorts {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** @throws whatever the browser throws; `null` when it does not know workers that are modules. */
  readonly startWorker: (path: string) => WorkerLike | null;
  readonly hasWebAssembly: () => boolean;
  readonly hasWorker: () => boolean;
  readonly online: () => boolean;
  /** Whether fetching some megabytes that nobody asked for yet would be rude: data saver, a slow line. */
  readonly sparing: () => boolean;
  /** Hears a worker that the page's policy refuses. @returns stop listening */
  readonly onRefusal: (hear: (directive: string) => void) => () => void;
  /** Hears that the page is left for good. @returns stop listening */
  readonly onLeave: (hear: () => void) => () => void;
  /** Resolves when the worker that holds this name is gone, however it went; never where locks are not known. */
  readonly released: (name: string, signal: AbortSignal) => Promise<void>;
}

interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

const listening = (target: EventTarget, type: string, hear: (event: Event) => void): (() => void) => {
  target.addEventListener(type, hear);
  return () => target.removeEventListener(type, hear);
};

export const browserPorts: TabPorts = {
  fetch: (path, init) => fetch(path, init),
  startWorker(path) {
    let asked = false;
    const options = {
      // Only a browser that knows module workers reads this.
      get type(): WorkerType {
        asked = true;
        return 'module';
      },
    };
    const worker = new Worker(workerUrl(path), options);
    if (asked) return worker;
    worker.terminate();
    return null;
  },
  hasWebAssembly: () => typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function',
  hasWorker: () => typeof Worker === 'function',
  online: () => navigator.onLine !== false,
  sparing() {
    const { connection } = navigator as Navigator & { readonly connection?: Connection };
    return connection?.saveData === true || /^(slow-)?2g$|^3g$/.test(connection?.effectiveType ?? '');
  },
  onRefusal: (hear) =>
    listening(document, 'securitypolicyviolation', (event) =>
      hear((event as SecurityPolicyViolationEvent).effectiveDirective),
    ),
  // A page that the browser may bring back (persisted) keeps its worker, frozen with it.
  onLeave: (hear) =>
    listening(window, 'pagehide', (event) => {
      if (!(event as PageTransitionEvent).persisted) hear();
    }),
  async released(name, signal) {
    const { held } = 'locks' in navigator ? await navigator.locks.query() : {};
    if (!held?.some((lock) => lock.name === name)) return new Promise(() => {});
    await navigator.locks.request(name, { signal }, () => {});
  },
};

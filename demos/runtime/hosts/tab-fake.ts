// A browser made of promises, for the tests of the tab host: each port can be the one that fails.
import type { Manifest } from '../contract.ts';
import type { FromWorker, ToWorker } from '../messages.ts';
import type { TabPorts, WorkerLike } from './tab-ports.ts';

export const manifest: Manifest = {
  protocol: 2,
  commit: '1a2b3c4',
  built: '2026-11-22T00:00:00.000Z',
  migrations: 'abc',
  files: {
    start: { path: '/runtime/start.1.js', bytes: 4, transferred: 2 },
    worker: { path: '/runtime/api.1.js', bytes: 4, transferred: 2 },
    postgres: { path: '/runtime/postgres.1.js', bytes: 4, transferred: 2 },
    dump: { path: '/runtime/pg_dump.1.wasm', bytes: 4, transferred: 2 },
    wasm: { path: '/runtime/pglite.1.wasm', bytes: 4, transferred: 2 },
    data: { path: '/runtime/pglite.1.data', bytes: 4, transferred: 2 },
    image: { path: '/runtime/image.1.tar', bytes: 4, transferred: 2 },
    node: { path: '/runtime/api.1.mjs', bytes: 4, transferred: 2 },
  },
};

export class FakeWorker implements WorkerLike {
  readonly heard: ToWorker[] = [];
  terminated = false;
  readonly #target = new EventTarget();

  postMessage(message: unknown): void {
    this.heard.push(message as ToWorker);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(type: string, hear: (event: Event) => void): void {
    this.#target.addEventListener(type, hear);
  }
  say(message: FromWorker): void {
    this.#target.dispatchEvent(new MessageEvent('message', { data: message }));
  }
  fail(message: string): void {
    this.#target.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }
  /** The last message of this type. */
  last<T extends ToWorker['type']>(type: T): Extract<ToWorker, { type: T }> {
    const found = this.heard.findLast((message) => message.type === type);
    if (!found) throw new Error(`The page has sent no ${type}.`);
    return found as Extract<ToWorker, { type: T }>;
  }
}

export interface FakeTab {
  readonly ports: TabPorts;
  readonly worker: FakeWorker;
  readonly fetched: string[];
  /** The page's policy refuses something. */
  refuse(directive: string): void;
  leave(): void;
  /** The browser kills the worker without a word. */
  kill(): void;
}

export function fakeTab(overrides: Partial<TabPorts> = {}): FakeTab {
  const worker = new FakeWorker();
  const fetched: string[] = [];
  const heard = { refusal: new Set<(directive: string) => void>(), leave: new Set<() => void>() };
  let kill = (): void => {};
  const released = new Promise<void>((gone) => {
    kill = gone;
  });
  const fetch = overrides.fetch ?? (async () => Response.json(manifest));
  return {
    worker,
    fetched,
    refuse: (directive) => {
      for (const hear of heard.refusal) hear(directive);
    },
    leave: () => {
      for (const hear of heard.leave) hear();
    },
    kill: () => kill(),
    ports: {
      startWorker: () => worker,
      hasWebAssembly: () => true,
      hasWorker: () => true,
      online: () => true,
      sparing: () => false,
      onRefusal(hear) {
        heard.refusal.add(hear);
        return () => void heard.refusal.delete(hear);
      },
      onLeave(hear) {
        heard.leave.add(hear);
        return () => void heard.leave.delete(hear);
      },
      released: () => released,
      ...overrides,
      fetch(path, init) {
        fetched.push(path);
        return fetch(path, init);
      },
    },
  };
}

/** A fetch whose answer to this path is another; 'fails': none comes; 'hangs': it comes never. */
export function fetchWith(path: string, answer: Response | 'fails' | 'hangs'): TabPorts['fetch'] {
  return (asked, init) => {
    if (asked !== path) return Promise.resolve(Response.json(manifest));
    if (answer === 'fails') return Promise.reject(new TypeError('Failed to fetch'));
    if (answer !== 'hangs') return Promise.resolve(answer);
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
}

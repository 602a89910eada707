// The host of rung 1: the reference API in a worker of this page. Here is how it starts, and every way in which that ends.
// The same start serves another worker over the same database, which then speaks for itself (`script`).
import type { BootOptions, Cause, CauseCode, Host, Manifest, Running } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { Boot, FromWorker, Script } from '../messages.ts';
import { fetched, readManifest } from './manifest.ts';
import { browserPorts, type TabPorts, type WorkerLike } from './tab-ports.ts';
import { talk } from './tab-talk.ts';

/** Milliseconds without any progress after which a start is given up. Compiling says nothing while it works. */
export interface Patience {
  readonly manifest: number;
  readonly loading: number;
  readonly starting: number;
}
const patience: Patience = { manifest: 15_000, loading: 20_000, starting: 45_000 };

export interface TabHost extends Host {
  readonly kind: 'tab';
  /**
   * Fetches what a start will need into the browser's cache: at most once, and not where data is dear. For a hover.
   * Never rejects; what fails here is told when it is really needed.
   */
  warm(): Promise<void>;
}

let worker = 0;

export function tabHost(
  ports: TabPorts = browserPorts,
  waits: Patience = patience,
  script: Script = 'worker',
): TabHost {
  let warmed: Promise<void> | null = null;
  return {
    kind: 'tab',
    refusal() {
      if (!ports.hasWebAssembly()) return { code: 'no-webassembly', detail: 'WebAssembly is not there' };
      return ports.hasWorker() ? null : { code: 'no-worker', detail: 'Worker is not there' };
    },
    async boot(options) {
      const manifest = await readManifest(ports, options.signal, waits.manifest);
      const database = options.database ? await bytesOf(options.database) : null;
      options.signal.throwIfAborted();
      return start(ports, waits, { manifest, script }, database, options);
    },
    warm() {
      if (this.refusal() || ports.sparing() || !ports.online()) return Promise.resolve();
      warmed ??= fetchAll(ports, waits, script).catch(() => {});
      return warmed;
    },
  };
}

function start(
  ports: TabPorts,
  waits: Patience,
  { manifest, script: stage }: { readonly manifest: Manifest; readonly script: Script },
  database: ArrayBuffer | null,
  { signal, progress, layersOff = [] }: BootOptions,
): Promise<Running> {
  const { path } = manifest.files.start;
  const script = startWorker(ports, path);
  const lock = `runtime-worker#${++worker}.${Date.now()}`;
  const calls = talk(script);
  const clean: (() => void)[] = [];

  return new Promise((resolve, reject) => {
    let phase: 'silent' | 'starting' | 'ready' | 'over' = 'silent';
    let refused: string | null = null;
    let last: number | string = 0;
    let ending: (cause: Cause) => void = () => {};
    const ended = new Promise<Cause>((done) => {
      ending = done;
    });
    let timer: ReturnType<typeof setTimeout>;
    function wait(milliseconds: number, doing: string): void {
      clearTimeout(timer);
      const detail = `${doing}: nothing for ${milliseconds / 1000} s`;
      timer = setTimeout(() => die({ code: 'start-timeout', detail }), milliseconds);
    }

    /** The only way out. Whoever waits for the boot, for an answer or for the end hears of it. */
    function die(cause: Cause, reason: unknown = new RuntimeFault(cause)): void {
      if (phase === 'over') return;
      const was = phase;
      phase = 'over';
      clearTimeout(timer);
      for (const one of clean) one();
      script.terminate();
      calls.end(cause);
      if (was === 'ready') ending(cause);
      else reject(reason);
    }

    function cancel(): void {
      die({ code: 'cancelled', detail: 'the start was cancelled' }, signal.reason);
    }

    script.addEventListener('message', (event) => {
      const message = (event as MessageEvent<FromWorker>).data;
      if (phase === 'over') return;
      if (phase === 'ready') return message.type === 'failed' ? die(message.cause) : calls.hear(message);
      phase = 'starting';
      if (message.type === 'failed') return die(message.cause);
      if (message.type === 'progress') {
        const { progress: told } = message;
        // Only what is new is a sign of life.
        const mark = told.kind === 'loading' ? told.received : told.step;
        if (mark !== last) wait(waits[told.kind], told.kind === 'starting' ? told.step : 'loading');
        last = mark;
        return progress(told);
      }
      if (message.type !== 'ready') return calls.hear(message);
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      phase = 'ready';
      const gone = new AbortController();
      clean.push(() => gone.abort());
      ports.released(lock, gone.signal).then(
        () => die({ code: 'worker-died', detail: 'its lock was released' }),
        () => {},
      );
      const label = { kind: 'tab', text: message.label } as const;
      resolve({
        client: { label, fetch: (to, init = {}) => calls.request(to, init) },
        listen: calls.listen,
        exportDatabase: calls.file,
        reset: calls.reset,
        advance: calls.advance,
        lose: calls.lose,
        inspect: calls.rows,
        stop: () => die({ code: 'cancelled', detail: 'it was stopped' }),
        ended,
      });
    });
    script.addEventListener('error', async (event) => {
      event.preventDefault?.();
      const text = (event as ErrorEvent).message ?? '';
      if (phase === 'over') return;
      if (phase !== 'silent' || text !== '') return die(crashed(text));
      // A script that did not come or does not parse is an event without a word: look what is there instead.
      if (refused !== null) return die({ code: 'blocked', detail: refused });
      const detail = `${path} does not run`;
      await fetched(ports, path, signal, waits.manifest, { cache: 'no-cache' }).then(
        () => die({ code: 'asset-corrupt', detail }),
        (error) => die(error instanceof RuntimeFault ? error.why : { code: 'worker-died', detail }),
      );
    });
    script.addEventListener('messageerror', () =>
      die({ code: 'internal', detail: 'a message could not be read' }),
    );
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel);
    clean.push(() => signal.removeEventListener('abort', cancel));
    clean.push(
      ports.onRefusal((directive) => {
        if (directive.startsWith('worker') || directive.startsWith('script')) refused = directive;
      }),
      ports.onLeave(() => die({ code: 'cancelled', detail: 'the page was left' })),
    );

    wait(waits.loading, 'loading');
    const boot: Boot = { type: 'boot', manifest, script: stage, layersOff, database, lock };
    script.postMessage(boot, database ? [database] : []);
  });
}

function startWorker(ports: TabPorts, path: string): WorkerLike {
  let script: WorkerLike | null;
  try {
    script = ports.startWorker(path);
  } catch (error) {
    throw fault('blocked', `a worker was refused: ${error instanceof Error ? error.name : 'unknown'}`);
  }
  if (script === null) throw fault('unsupported', 'workers that are modules');
  return script;
}

/** The words of engines for memory that is not there: V8, SpiderMonkey, JavaScriptCore, and PostgreSQL's own. */
const crashed = (text: string): Cause => ({
  code: /out of memory|allocation|could not allocate|memory access|RangeError: WebAssembly/i.test(text)
    ? 'out-of-memory'
    : 'crashed',
  detail: text || 'the worker failed without a word',
});

async function bytesOf(database: Blob): Promise<ArrayBuffer> {
  try {
    return await database.arrayBuffer();
  } catch {
    throw fault('file-corrupt', 'the database file could not be read');
  }
}

async function fetchAll(ports: TabPorts, waits: Patience, script: Script): Promise<void> {
  const { signal } = new AbortController();
  const { files } = await readManifest(ports, signal, waits.manifest);
  const needed = [files.start, files[script], files.wasm, files.image, files.data];
  await Promise.all(
    needed.map(async ({ path }) => {
      const { body } = await fetched(ports, path, signal, waits.manifest);
      // Read to its end so that the cache holds it, and held nowhere else.
      await body?.pipeTo(new WritableStream());
    }),
  );
}

const fault = (code: CauseCode, detail: string): RuntimeFault => new RuntimeFault({ code, detail });

/** The page's own. */
export const tab: TabHost = tabHost();

// The one runtime of a page: boots a host, watches it, ends it. Knows no host by name and nothing of views.
import { changed } from './changes.ts';
import type { BootOptions, Cause, Client, Host, HostKind, Running, Runtime, State } from './contract.ts';
import { RuntimeFault } from './fault.ts';
import { type Event, idle, next } from './states.ts';

interface Life {
  readonly host: Host;
  readonly abort: AbortController;
  readonly booted: Promise<Running>;
}

/**
 * @param now milliseconds, only for telling how long a boot took
 * @param page the runtimes of one page: while one of them lives, another's boot is refused with `other-host`
 */
export function createRuntime(now: () => number, page: Runtime[] = []): Runtime {
  let state: State = idle;
  let life: Life | null = null;
  let running: Running | null = null;
  let halt = (): void => {};
  let changes = 0;
  const hearers = new Set<() => void>();

  function tell(): void {
    for (const hear of [...hearers]) hear();
  }
  function happen(event: Event): void {
    const after = next(state, event);
    if (after === state) return;
    state = after;
    tell();
  }
  function count(to: number): void {
    if (changes === to) return;
    changes = to;
    tell();
  }

  /** Ends this life if it is still the one that counts. */
  function end(of: AbortController, event: Event): void {
    if (life?.abort !== of) return;
    life = null;
    running = null;
    changes = 0;
    happen(event);
  }

  async function start(
    host: Host,
    options: Partial<BootOptions>,
    abort: AbortController,
    begun: number,
  ): Promise<Running> {
    const { signal } = abort;
    try {
      signal.throwIfAborted();
      const refusal = besides() ?? host.refusal();
      if (refusal) throw new RuntimeFault(refusal);
      const progress: BootOptions['progress'] = (one) => {
        if (!signal.aborted) happen({ kind: 'progress', progress: one });
      };
      const bare = await until(signal, host.boot({ ...options, signal, progress }), (late) => late.stop());
      halt = () => bare.stop();
      running = watched(bare, signal, {
        changed: () => count(changes + 1),
        forgotten: () => count(0),
        stop,
      });
      void bare.ended.then((cause) => {
        abort.abort(new RuntimeFault(cause));
        end(abort, { kind: 'fails', cause, lost: changes });
      });
      happen({ kind: 'answers', label: bare.client.label, milliseconds: now() - begun });
      return running;
    } catch (error) {
      const fault = asFault(error);
      end(abort, { kind: 'fails', cause: fault.why, lost: 0 });
      throw fault;
    }
  }

  function besides(): Cause | null {
    const other = page.find((one) => one !== self && lives.has(one.state.kind));
    return other ? taken('tab') : null;
  }

  function stop(): void {
    if (!life) return;
    const { abort } = life;
    const was = running;
    const why: Cause = { code: 'cancelled', detail: was ? 'it was stopped' : 'the start was cancelled' };
    abort.abort(new RuntimeFault(why));
    if (was) halt();
    end(abort, was ? { kind: 'stop', lost: changes } : { kind: 'fails', cause: why, lost: 0 });
  }

  const self: Runtime = {
    get state() {
      return state;
    },
    get running() {
      return running;
    },
    get changes() {
      return changes;
    },
    subscribe(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    boot(host, options = {}) {
      if (life) {
        const asked = options.database !== undefined || (options.layersOff?.length ?? 0) > 0;
        if (same(life.host, host) && !asked) return life.booted;
        return Promise.reject(new RuntimeFault(taken(life.host.kind)));
      }
      const abort = new AbortController();
      const begun = now();
      // The life is there before anybody hears of it, so that whoever hears can already stop it.
      const booted = Promise.resolve().then(() => start(host, options, abort, begun));
      life = { host, abort, booted };
      happen({ kind: 'boot', host: host.kind });
      return booted;
    },
    stop,
  };
  page.push(self);
  return self;
}

const lives: ReadonlySet<State['kind']> = new Set(['loading', 'starting', 'ready']);

const taken = (kind: HostKind): Cause => ({ code: 'other-host', detail: `${kind} is running` });

/** Servers and recordings differ among themselves; of the others there is one. */
const same = (a: Host, b: Host): boolean =>
  a === b || (a.kind === b.kind && (a.kind === 'tab' || a.kind === 'container'));

const asFault = (error: unknown): RuntimeFault =>
  error instanceof RuntimeFault
    ? error
    : new RuntimeFault({ code: 'internal', detail: error instanceof Error ? error.message : 'not an error' });

/** A promise, or the signal's reason as soon as it is aborted; what comes too late goes to `late`. */
function until<T>(over: AbortSignal, promise: Promise<T>, late: (value: T) => void = () => {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(over.reason);
    over.addEventListener('abort', give, { once: true });
    promise
      .then((value) => (over.aborted ? late(value) : resolve(value)), reject)
      .finally(() => over.removeEventListener('abort', give));
  });
}

/** The same host, its changes counted; once it has ended its client refuses at once and with the reason. */
function watched(
  bare: Running,
  over: AbortSignal,
  told: { readonly changed: () => void; readonly forgotten: () => void; readonly stop: () => void },
): Running {
  const client: Client = {
    label: bare.client.label,
    async fetch(path, init = {}) {
      init.signal?.throwIfAborted();
      over.throwIfAborted();
      const answer = await until(over, bare.client.fetch(path, init));
      if (changed(init.method ?? 'GET', path, answer.status)) told.changed();
      return answer;
    },
  };
  const { listen, exportDatabase, inspect, reset, advance, lose } = bare;
  return {
    client,
    ended: bare.ended,
    stop: told.stop,
    ...(listen && { listen: listen.bind(bare) }),
    ...(exportDatabase && { exportDatabase: exportDatabase.bind(bare) }),
    ...(inspect && { inspect: inspect.bind(bare) }),
    ...(advance && { advance: advance.bind(bare) }),
    ...(lose && { lose: lose.bind(bare) }),
    ...(reset && {
      async reset(layersOff) {
        await until(over, reset.call(bare, layersOff));
        told.forgotten();
      },
    }),
  };
}

const page: Runtime[] = [];
const clock = (): number => performance.now();

/** The page's own: whoever boots the API on this page boots it here. */
export const runtime: Runtime = createRuntime(clock, page);

/** For what is not the API and takes as much memory: one of them all lives at a time. */
export const runtimeBeside = (): Runtime => createRuntime(clock, page);

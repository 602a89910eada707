// The database of this page: one at a time, in a worker that the runtime starts and watches, and questions to it.
import type { Cause, Runtime } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { tabHost } from '../runtime/hosts/tab.ts';
import { browserPorts, type TabPorts, type WorkerLike } from '../runtime/hosts/tab-ports.ts';
import type { Kept } from '../runtime/messages.ts';
import { runtimeBeside } from '../runtime/runtime.ts';
import { Refused } from './database.ts';
import type { Answers, Kind, Reply } from './messages.ts';
import type { Outcome } from './outcome.ts';

export interface Line {
  /**
   * @param tell outcomes of a run, as they come
   * @throws RuntimeFault when the database is gone, Refused with words for the reader
   */
  ask<K extends Kind>(
    kind: K,
    asked: Answers[K]['ask'],
    tell?: (outcomes: readonly Outcome[]) => void,
  ): Promise<Answers[K]['answer']>;
}

export interface Engine {
  readonly runtime: Pick<Runtime, 'state' | 'subscribe' | 'stop'>;
  /** @param database a data directory instead of the example data. @throws RuntimeFault */
  boot(database: ArrayBuffer | null): Promise<Line>;
  warm(): Promise<void>;
}

interface Pending {
  readonly tell: (outcomes: readonly Outcome[]) => void;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

function lineTo(worker: WorkerLike): Line & { hear(reply: Reply): void; end(cause: Cause): void } {
  const pending = new Map<number, Pending>();
  let last = 0;
  let over: Cause | null = null;
  return {
    ask(kind, asked, tell = () => {}) {
      return new Promise((resolve, reject) => {
        if (over) return reject(new RuntimeFault(over));
        const id = ++last;
        pending.set(id, { tell, resolve, reject });
        worker.postMessage({ console: id, kind, ask: asked }, []);
      });
    },
    hear(reply) {
      const call = pending.get(reply.console);
      if (!call) return;
      if ('part' in reply) return call.tell(reply.part);
      pending.delete(reply.console);
      if ('refused' in reply) call.reject(new Refused(reply.refused));
      else call.resolve(reply.answer as never);
    },
    end(cause) {
      over ??= cause;
      for (const { reject } of pending.values()) reject(new RuntimeFault(cause));
      pending.clear();
    },
  };
}

export function engineOf(ports: TabPorts = browserPorts, runtime: Runtime = runtimeBeside()): Engine {
  let kept: Kept | null = null;
  let line: ReturnType<typeof lineTo> | null = null;

  const host = tabHost(
    {
      ...ports,
      startWorker(path) {
        const worker = ports.startWorker(path);
        if (!worker) return null;
        const its = lineTo(worker);
        line = its;
        worker.addEventListener('message', (event) => {
          const { data } = event as MessageEvent<Reply | { readonly keep: Kept }>;
          if ('keep' in data) kept = data.keep;
          else if ('console' in data) its.hear(data);
        });
        return {
          postMessage: (message, transfer) =>
            worker.postMessage(kept ? { ...(message as object), kept } : message, transfer),
          terminate: () => worker.terminate(),
          addEventListener: (type, hear) => worker.addEventListener(type, hear),
        };
      },
    },
    undefined,
    'postgres',
  );

  return {
    runtime,
    async boot(database) {
      const running = await runtime.boot(host, database ? { database: new Blob([database]) } : {});
      const its = line;
      if (!its) throw new RuntimeFault({ code: 'internal', detail: 'no worker was started' });
      void running.ended.then((cause) => its.end(cause));
      return its;
    },
    warm: () => host.warm(),
  };
}

// The page's side of the isolated engine: fetches it once, keeps one worker ready, gives it one task, and ends it when its time
// is over, whatever it is doing. Knows the browser by its ports alone.
import type { FromWorker, ToWorker } from './messages.ts';
import { ended, grace, type Outcome, type Task } from './task.ts';

export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  hear(message: (data: FromWorker) => void, broken: (detail: string) => void): void;
}

export interface IsolatePorts {
  startWorker(): WorkerLike;
  /** @param read bytes so far @throws when there is no answer */
  loadEngine(read: (bytes: number) => void): Promise<WebAssembly.Module>;
  loadRoom(read: (bytes: number) => void): Promise<string>;
  after(milliseconds: number, work: () => void): () => void;
}

export type Stage =
  | { readonly kind: 'loading'; readonly received: number }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' };

export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
}

export interface Isolate {
  /** One at a time. @throws NotLoaded when the engine could not be fetched */
  run(task: Task, hear: (stage: Stage) => void): Promise<Outcome>;
  /** Ends the run that is under way: its outcome is `stopped`. */
  stop(): void;
  /** Fetches and prepares ahead. Never rejects. */
  warm(): void;
  close(): void;
}

/** Milliseconds for a worker to come up with its engine: a slow phone takes two seconds. */
const patience = 20_000;

export function createIsolate(ports: IsolatePorts): Isolate {
  let parts: Promise<[WebAssembly.Module, string]> | null = null;
  let spare: Ready | null = null;
  let end: (() => void) | null = null;
  let received = { engine: 0, room: 0 };
  let told: (bytes: number) => void = () => {};

  function load(): Promise<[WebAssembly.Module, string]> {
    received = { engine: 0, room: 0 };
    const read = (part: keyof typeof received) => (bytes: number) => {
      received = { ...received, [part]: bytes };
      told(received.engine + received.room);
    };
    parts ??= Promise.all([ports.loadEngine(read('engine')), ports.loadRoom(read('room'))]).catch(() => {
      // The next run asks again: a network that was away may be back.
      parts = null;
      throw new NotLoaded();
    });
    return parts;
  }

  const take = (wasm: WebAssembly.Module, room: string): Ready => {
    const ready = spare ?? prepare(ports, wasm, room);
    spare = null;
    return ready;
  };

  async function warm(): Promise<void> {
    try {
      const [wasm, room] = await load();
      spare ??= prepare(ports, wasm, room);
    } catch {
      // Said when it is run.
    }
  }

  return {
    warm: () => void warm(),
    stop: () => end?.(),
    close() {
      end?.();
      spare?.worker.terminate();
      spare = null;
    },
    async run(task, hear) {
      let stopped = false;
      end = () => {
        stopped = true;
      };
      told = (bytes) => hear({ kind: 'loading', received: bytes });
      hear({ kind: 'loading', received: 0 });
      const [wasm, room] = await load().finally(() => {
        told = () => {};
      });
      if (stopped) return ended('stopped');
      hear({ kind: 'starting' });
      const outcome = await perform(ports, take(wasm, room), task, hear, (how) => {
        end = how;
      });
      end = null;
      // A used worker is done with; the next one gets ready while the reader reads.
      spare ??= prepare(ports, wasm, room);
      return outcome;
    },
  };
}

interface Ready {
  readonly worker: WorkerLike;
  hear(message: (data: FromWorker) => void): void;
}

/** Messages that come before anybody listens are kept. */
function prepare(ports: IsolatePorts, wasm: WebAssembly.Module, room: string): Ready {
  const worker = ports.startWorker();
  const early: FromWorker[] = [];
  let hearer: ((data: FromWorker) => void) | null = null;
  const pass = (data: FromWorker) => (hearer ? hearer(data) : void early.push(data));
  worker.hear(pass, (detail) => pass({ type: 'broken', detail }));
  worker.postMessage({ type: 'prepare', wasm, room });
  return {
    worker,
    hear(message) {
      hearer = message;
      for (const one of early.splice(0)) message(one);
    },
  };
}

function perform(
  ports: IsolatePorts,
  { worker, hear: listen }: Ready,
  task: Task,
  hear: (stage: Stage) => void,
  endable: (how: () => void) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (outcome: Outcome) => {
      cancel();
      worker.terminate();
      resolve(outcome);
    };
    let cancel = ports.after(patience, () => done(ended('engine', 'it did not start')));
    endable(() => done(ended('stopped')));
    listen((data) => {
      if (data.type === 'prepared') worker.postMessage({ type: 'run', task });
      else if (data.type === 'began') {
        cancel();
        cancel = ports.after(data.budget + grace, () => done(ended('time', String(data.budget))));
        hear({ kind: 'running' });
      } else if (data.type === 'outcome') done(data.outcome);
      else done(ended('engine', data.detail));
    });
  });
}

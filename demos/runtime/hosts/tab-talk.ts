// The page's side of messages.ts: calls by id, their answers, and what ends them. Knows nothing of booting.

import type { CallInit, Cause, Losable, Told } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { FromWorker, ToWorker } from '../messages.ts';
import { TextResponse } from '../text-response.ts';
import type { WorkerLike } from './tab-ports.ts';

type Reply = Extract<FromWorker, { readonly id: number }>;
type Asked = Extract<ToWorker, { readonly id: number }>;
type Question = Asked extends infer One ? (One extends Asked ? Omit<One, 'id'> : never) : never;
type ReplyOf<T extends Reply['type']> = Extract<Reply, { readonly type: T }>;

interface Pending {
  readonly expected: Reply['type'];
  readonly patient: boolean;
  resolve(reply: Reply): void;
  reject(error: unknown): void;
}

/** Any number, more than the longest answer that is not a query of the reader's own. Milliseconds. */
export const answerWait = 60_000;

export interface Talk {
  request(path: string, init: CallInit): Promise<Response>;
  rows(sql: string, signal?: AbortSignal): Promise<Pick<ReplyOf<'rows'>, 'fields' | 'rows'>>;
  file(): Promise<Blob>;
  reset(layersOff?: readonly string[]): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  lose(lost: readonly Losable[]): Promise<void>;
  listen(hear: (told: Told) => void): () => void;
  /** What came from the worker after it was ready. */
  hear(message: FromWorker): void;
  /** Every call that is under way, and every later one, rejects with this. */
  end(cause: Cause): void;
}

export function talk(worker: Pick<WorkerLike, 'postMessage'>): Talk {
  const pending = new Map<number, Pending>();
  const hearers = new Set<(told: Told) => void>();
  let lastId = 0;
  let over: Cause | null = null;

  function ask<T extends Reply['type']>(
    question: Question,
    expected: T,
    {
      signal,
      patient = true,
    }: { readonly signal?: AbortSignal | undefined; readonly patient?: boolean } = {},
  ): Promise<ReplyOf<T>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (over) return reject(new RuntimeFault(over));
      const id = ++lastId;
      const give = (): void => finish(() => reject(signal?.reason));
      let timer = setTimeout(impatient, answerWait);
      function finish(settle: () => void): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', give);
        pending.delete(id);
        settle();
      }
      // Behind a query of the reader's own everything waits, for as long as it takes.
      function impatient(): void {
        if ([...pending.values()].some((one) => one.patient)) timer = setTimeout(impatient, answerWait);
        else {
          const detail = `no answer in ${answerWait / 1000} s`;
          finish(() => reject(new RuntimeFault({ code: 'not-answering', detail })));
        }
      }
      if (patient) clearTimeout(timer);
      signal?.addEventListener('abort', give, { once: true });
      pending.set(id, {
        expected,
        patient,
        resolve: (reply) => finish(() => resolve(reply as ReplyOf<T>)),
        reject: (error) => finish(() => reject(error)),
      });
      worker.postMessage({ ...question, id }, []);
    });
  }

  function tune(on: boolean): void {
    const wish: ToWorker = { type: 'listen', on };
    if (!over) worker.postMessage(wish, []);
  }

  return {
    async request(path, { method = 'GET', headers = {}, body, signal }) {
      const question = { type: 'request', method, path, headers, body: body ?? null } as const;
      const { status, headers: told, body: text } = await ask(question, 'answer', { signal, patient: false });
      return new TextResponse(text, { status, headers: told });
    },
    async rows(sql, signal) {
      const { fields, rows } = await ask({ type: 'inspect', sql }, 'rows', { signal });
      return { fields, rows };
    },
    async file() {
      const { bytes } = await ask({ type: 'export' }, 'file');
      return new Blob([bytes], { type: 'application/x-tar' });
    },
    async reset(layersOff = []) {
      await ask({ type: 'reset', layersOff }, 'done');
    },
    async advance(milliseconds) {
      await ask({ type: 'advance', milliseconds }, 'done');
    },
    async lose(lost) {
      await ask({ type: 'lose', lost }, 'done');
    },
    listen(hear) {
      if (hearers.size === 0) tune(true);
      hearers.add(hear);
      return () => {
        if (hearers.delete(hear) && hearers.size === 0) tune(false);
      };
    },
    hear(message) {
      // An answer's own lines are heard before it.
      if ('told' in message)
        for (const told of message.told ?? []) for (const hear of [...hearers]) hear(told);
      if (!('id' in message)) return;
      const call = pending.get(message.id);
      // Nobody waits any more: it was aborted.
      if (!call) return;
      if (message.type === call.expected) return call.resolve(message);
      call.reject(
        message.type !== 'error'
          ? new RuntimeFault({ code: 'internal', detail: `${message.type} instead of ${call.expected}` })
          : call.expected === 'rows'
            ? new Error(message.message)
            : new RuntimeFault({ code: 'internal', detail: message.message }),
      );
    },
    end(cause) {
      over ??= cause;
      for (const call of [...pending.values()]) call.reject(new RuntimeFault(over));
    },
  };
}

// One service for several tabs of a browser: the tab that runs it lends it, another one borrows it (hosts/borrowed.ts), so that
// two people can work at one queue. Here is what they say to each other, and the lending side. All of it stays in the browser.
import type { CallInit, Running } from './contract.ts';

export type FromBorrower =
  | { readonly type: 'who'; readonly from: string }
  | {
      readonly type: 'request';
      readonly from: string;
      readonly id: number;
      readonly path: string;
      readonly init: Omit<CallInit, 'signal'>;
    }
  | { readonly type: 'inspect'; readonly from: string; readonly id: number; readonly sql: string }
  | { readonly type: 'advance'; readonly from: string; readonly id: number; readonly milliseconds: number };

export type FromLender = { readonly to: string } & (
  | { readonly type: 'here'; readonly lock: string; readonly label: string }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string | null;
    }
  | {
      readonly type: 'rows';
      readonly id: number;
      readonly fields: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
);

export interface Channel {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface LentPorts {
  channel(): Channel;
  readonly locks: Pick<LockManager, 'request'>;
}

export const browserLent: LentPorts = {
  channel: () => new BroadcastChannel('runtime-lent'),
  get locks() {
    return navigator.locks;
  },
};

let lent = 0;

/**
 * Answers for other tabs, with what runs here, until that ends or the tab is gone: its lock is free then, which is how a
 * borrower learns of it. @returns stop
 */
export function lend(running: Running, { channel: open, locks }: LentPorts = browserLent): () => void {
  const channel = open();
  const over = new AbortController();
  const lock = `runtime-lent#${++lent}.${crypto.randomUUID()}`;
  const say = (message: FromLender) => {
    if (!over.signal.aborted) channel.postMessage(message);
  };
  const held = locks.request(
    lock,
    () => new Promise<void>((free) => over.signal.addEventListener('abort', () => free())),
  );
  void held.catch(() => {});

  channel.onmessage = async ({ data }: MessageEvent<FromBorrower>) => {
    if (data.type === 'who')
      return say({ to: data.from, type: 'here', lock, label: running.client.label.text });
    if (data.type !== 'request' && data.type !== 'inspect' && data.type !== 'advance') return;
    const { from: to, id } = data;
    try {
      say({ to, ...(await done(running, data)) });
    } catch (error) {
      say({ to, id, type: 'error', message: error instanceof Error ? error.message : String(error) });
    }
  };

  const stop = () => {
    if (over.signal.aborted) return;
    over.abort();
    channel.onmessage = null;
    channel.close();
  };
  void running.ended.then(stop);
  return stop;
}

type Asked = Exclude<FromBorrower, { type: 'who' }>;
type Done =
  Exclude<FromLender, { type: 'here' }> extends infer One
    ? One extends { to: string }
      ? Omit<One, 'to'>
      : never
    : never;

async function done(running: Running, asked: Asked): Promise<Done> {
  const { id, type } = asked;
  if (type === 'request') {
    const answer = await running.client.fetch(asked.path, asked.init);
    const text = await answer.text();
    const { status, headers } = answer;
    return { type: 'answer', id, status, headers: [...headers], body: text === '' ? null : text };
  }
  if (type === 'inspect') {
    if (!running.inspect) throw new Error('What runs there does not show its database.');
    return { type: 'rows', id, ...(await running.inspect(asked.sql)) };
  }
  await running.advance?.(asked.milliseconds);
  return { type: 'done', id };
}

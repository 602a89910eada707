// The service that another tab of this browser runs, as a host of this page: nothing is loaded and no database is started.
import type { Cause, Host, Running } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { browserLent, type FromBorrower, type FromLender, type LentPorts } from '../lent.ts';

export interface BorrowedHost extends Host {
  /** Whether a tab is there that lends. Asks, and waits for `patience` milliseconds. */
  offered(): Promise<boolean>;
}

/** A busy tab answers late; a page that only wants to know does not wait longer. */
const patience = 1_000;
const gone: Cause = { code: 'unreachable', detail: 'the tab that ran it is gone' };

type Here = Extract<FromLender, { type: 'here' }>;
type Answer = Exclude<FromLender, { type: 'here' }>;

export function borrowedHost(ports: LentPorts = browserLent, waits = patience): BorrowedHost {
  return {
    kind: 'tab',
    refusal: () => null,
    async offered() {
      const line = openLine(ports);
      const here = await line.here(waits);
      line.close();
      return here !== null;
    },
    async boot({ signal, progress }) {
      progress({ kind: 'starting', step: 'asking the other tab' });
      const line = openLine(ports);
      const here = await line.here(waits);
      if (here === null || signal.aborted) {
        line.close();
        throw new RuntimeFault({ code: 'unreachable', detail: 'no other tab runs it' });
      }
      return borrowed(line, here, ports);
    },
  };
}

function borrowed(line: Line, { lock, label }: Here, { locks }: LentPorts): Running {
  const over = new AbortController();
  let end: (cause: Cause) => void = () => {};
  const ended = new Promise<Cause>((resolve) => {
    end = resolve;
  });
  const close = (cause: Cause) => {
    if (over.signal.aborted) return;
    over.abort();
    line.close(new RuntimeFault(cause));
    end(cause);
  };
  // Given when whoever holds it is gone.
  locks
    .request(lock, { mode: 'shared', signal: over.signal }, () => close(gone))
    .then(
      () => {},
      () => {},
    );
  return {
    client: {
      label: { kind: 'tab', text: `another tab of this browser: ${label.replace(/^this tab · /, '')}` },
      async fetch(path, { signal, ...init } = {}) {
        signal?.throwIfAborted();
        const answer = await line.ask((from, id) => ({ type: 'request', from, id, path, init }));
        if (answer.type !== 'answer') throw new RuntimeFault({ code: 'internal', detail: answer.type });
        return new Response(answer.body, {
          status: answer.status,
          headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
        });
      },
    },
    async inspect(sql) {
      const answer = await line.ask((from, id) => ({ type: 'inspect', from, id, sql }));
      return answer.type === 'rows' ? answer : { fields: [], rows: [] };
    },
    async advance(milliseconds) {
      await line.ask((from, id) => ({ type: 'advance', from, id, milliseconds }));
    },
    stop: () => close({ code: 'cancelled', detail: 'it was left' }),
    ended,
  };
}

interface Line {
  /** Who lends, or null after that many milliseconds. */
  here(waits: number): Promise<Here | null>;
  /** @throws Error with the lender's words, or what the line was closed with */
  ask(message: (from: string, id: number) => FromBorrower): Promise<Answer>;
  close(why?: Error): void;
}

function openLine(ports: LentPorts): Line {
  const channel = ports.channel();
  const from = crypto.randomUUID();
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let heard: (here: Here) => void = () => {};
  let last = 0;
  channel.onmessage = ({ data }: MessageEvent<FromLender>) => {
    if (data.to !== from) return;
    if (data.type === 'here') return heard(data);
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.type === 'error') one?.reject(new Error(data.message));
    else one?.resolve(data);
  };
  return {
    here: (waits) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), waits);
        heard = (here) => {
          clearTimeout(timer);
          resolve(here);
        };
        channel.postMessage({ type: 'who', from } satisfies FromBorrower);
      }),
    ask: (message) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        channel.postMessage(message(from, id));
      }),
    close(why = new Error('closed')) {
      channel.onmessage = null;
      channel.close();
      for (const one of waiting.values()) one.reject(why);
      waiting.clear();
    },
  };
}

// The host that runs already: a server at some address. It is neither started nor ended here.
import type { CallInit, Cause, Host } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';

export interface ServerOptions {
  /** "https://api.example", without a slash at the end. */
  readonly base: string;
  /** What it is, for the label: "Node 24 · PostgreSQL 18 · Redis". */
  readonly text: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds for an answer. */
  readonly wait?: number;
}

/** Any server that speaks the API. What a browser refuses (another origin, no route) is `unreachable`: it does not say which. */
export function serverHost({ base, text, fetch: ask = fetch, wait = 30_000 }: ServerOptions): Host {
  async function call(path: string, { signal, ...init }: CallInit): Promise<Response> {
    const patience = new AbortController();
    const give = (): void => patience.abort();
    signal?.throwIfAborted();
    signal?.addEventListener('abort', give);
    const timer = setTimeout(give, wait);
    try {
      const answer = await ask(`${base}${path}`, { ...init, credentials: 'omit', signal: patience.signal });
      // Read here, so that the time and the signal cover the body too.
      const { status, headers } = answer;
      const body = await answer.arrayBuffer();
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    } catch {
      signal?.throwIfAborted();
      throw new RuntimeFault(
        patience.signal.aborted
          ? { code: 'not-answering', detail: `${base} gave no answer in ${wait / 1000} s` }
          : { code: 'unreachable', detail: `${base} could not be reached` },
      );
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', give);
    }
  }

  return {
    kind: 'server',
    refusal: () => null,
    async boot({ signal, progress, layersOff = [], database }) {
      if (layersOff.length > 0 || database !== undefined) {
        const detail = 'a server takes neither layers nor a database from a page';
        throw new RuntimeFault({ code: 'unsupported', detail });
      }
      progress({ kind: 'starting', step: `asking ${base}` });
      const { status } = await call('/healthz', { signal });
      if (status !== 200)
        throw new RuntimeFault({ code: 'not-answering', detail: `${base} answered ${status}` });
      return {
        client: { label: { kind: 'server', text }, fetch: (path, init = {}) => call(path, init) },
        stop() {},
        // A server does not tell when it goes.
        ended: new Promise<Cause>(() => {}),
      };
    },
  };
}

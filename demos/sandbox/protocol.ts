// What tabs and the service worker say to each other. The service worker keeps nothing: who hosts is in the name of a lock.

/** Everything under it is the API's: /sandbox/api/v1/documents. */
export const apiBase = '/sandbox/api';
export const workerPath = '/sandbox/sw.js';
export const scope = '/sandbox/';

/** Held by the tab that boots or runs the API; the others wait for it, in order. */
export const turnLock = 'sandbox-turn';
/** Held while the API answers. The rest of the name is the id of the host's client, as service workers know it. */
export const hostLock = 'sandbox-host#';

/** A tab to the service worker, with a port for the answer: the tab's own client id. */
export interface AskWho {
  readonly type: 'sandbox-who';
}

/** The service worker to the host, with a port for what follows. */
export interface Forwarded {
  readonly type: 'sandbox-request';
  readonly method: string;
  /** "/v1/documents?limit=2" */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The host to the service worker, over that port: `taken` at once, then one of the others. */
export type FromHost =
  | { readonly type: 'taken' }
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: ArrayBuffer | null;
    }
  | { readonly type: 'gone'; readonly detail: string };

/** Milliseconds for a host to take a request, and to answer one that it took. */
export const patience = { taken: 5_000, answered: 60_000 } as const;

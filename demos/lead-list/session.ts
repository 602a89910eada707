// Signs in to the service behind /api/, reads the list page by page. The token lives in this tab's memory and nowhere else.
import * as z from 'zod';
import '../runtime/tab/jitless.ts';
import { type Lead, lead, listContract } from '#api/leads/contract.ts';
import { createStore, type Observable } from '../kit/session.ts';

const page = listContract.replies[200].extend({
  leads: z.array(listContract.replies[200].shape.leads.element.extend({ lead })),
});
export type Listed = z.output<typeof page>['leads'][number] & { readonly lead: Lead };

export type Shown =
  | { readonly kind: 'out'; readonly said: string; readonly busy: boolean }
  | {
      readonly kind: 'in';
      readonly leads: readonly Listed[];
      readonly next: string | null;
      readonly said: string;
      readonly busy: boolean;
    };

export const begin: Shown = { kind: 'out', said: '', busy: false };

export interface Ports {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Hands all of them to the person, as a file. */
  save(leads: readonly Listed[]): void;
}

export interface Session extends Observable<Shown> {
  signIn(email: string, password: string): Promise<void>;
  more(): Promise<void>;
  /** From the first page again. */
  refresh(): Promise<void>;
  /** Reads to the last page, then saves: a file of a part would pass for the whole. */
  download(): Promise<void>;
  /** At once here; the service is told, and if that fails the person is. */
  signOut(): Promise<void>;
}

const nowhere = 'There is no service behind /api/ on this site. The list is where the reference API runs.';
const refusals: Readonly<Record<number, string>> = {
  400: 'That is not an address and a password that could be right.',
  401: 'Address or password is wrong.',
  403: 'This account is no admin of the organisation that is written to.',
  404: nowhere,
  405: nowhere,
  429: 'Too many tries in a minute. Wait a minute.',
};
const saidOf = (status: number): string => refusals[status] ?? `The service answered ${status}. Try again.`;
const unreachable = 'The service could not be reached. Check the connection and try again.';
const expired = 'Your session has ended. Sign in again; the list is read anew.';
const notTold =
  'Signed out here. The service could not be told: the session there ends by itself when nobody uses it.';

export function createSession({ fetch, save }: Ports): Session {
  const store = createStore<Shown, Shown>(begin, (_, next) => next);
  let token = '';
  /** What was asked for before a sign-out is not shown after it. */
  let visit = 0;

  const call = (path: string, init: RequestInit = {}) =>
    fetch(path, { ...init, headers: { authorization: `Bearer ${token}` } });

  function leave(said: string): void {
    token = '';
    visit += 1;
    store.send({ kind: 'out', said, busy: false });
  }

  async function read(cursor: string | null): Promise<z.output<typeof page> | number | string> {
    try {
      const answer = await call(`/api/v1/leads${cursor === null ? '' : `?cursor=${cursor}`}`);
      if (answer.status !== 200) return answer.status;
      const parsed = page.safeParse(await answer.json());
      return parsed.success ? parsed.data : 'The service answered in a form that this page does not know.';
    } catch {
      return unreachable;
    }
  }

  /** @returns whether a page was added */
  async function add(before: readonly Listed[], cursor: string | null): Promise<boolean> {
    const mine = visit;
    const got = await read(cursor);
    if (mine !== visit) return false;
    const { state } = store;
    if (typeof got !== 'object') {
      if (got === 401) leave(expired);
      else if (state.kind === 'out') await refused(got);
      else store.send({ ...state, busy: false, said: typeof got === 'number' ? saidOf(got) : got });
      return false;
    }
    const leads = [...before, ...got.leads] as readonly Listed[];
    const said =
      leads.length === 0
        ? 'Nothing has arrived yet.'
        : `${leads.length} shown${got.next ? ', there are more' : ''}.`;
    store.send({ kind: 'in', leads, next: got.next, said, busy: false });
    return true;
  }

  /** Signed in, but for nothing. */
  async function refused(why: number | string): Promise<void> {
    await end();
    leave(typeof why === 'number' ? saidOf(why) : why);
  }

  /** @returns whether the service knows */
  const end = (): Promise<boolean> =>
    call('/api/v1/sessions/current', { method: 'DELETE', keepalive: true }).then(
      // 401: it had ended already.
      ({ status }) => status === 204 || status === 401,
      () => false,
    );

  /** @returns false when nobody is signed in, or something is being read */
  function begun(): boolean {
    const { state } = store;
    if (state.kind !== 'in' || state.busy) return false;
    store.send({ ...state, busy: true });
    return true;
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    async signIn(email, password) {
      if (store.state.busy) return;
      store.send({ kind: 'out', said: 'Signing in …', busy: true });
      try {
        const answer = await fetch('/api/v1/sessions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: email.trim().toLowerCase(), password }),
        });
        if (answer.status !== 201) return leave(saidOf(answer.status));
        token = z.object({ accessToken: z.string() }).parse(await answer.json()).accessToken;
      } catch {
        return leave(unreachable);
      }
      await add([], null);
    },
    async more() {
      const { state } = store;
      if (state.kind === 'in' && state.next !== null && begun()) await add(state.leads, state.next);
    },
    async refresh() {
      if (begun()) await add([], null);
    },
    async download() {
      if (!begun()) return;
      let added = await add([], null);
      while (added) {
        const { state } = store;
        if (state.kind !== 'in') return;
        if (state.next === null) {
          save(state.leads);
          store.send({ ...state, said: `${state.leads.length} saved as CSV.` });
          return;
        }
        store.send({ ...state, busy: true, said: `Reading … ${state.leads.length} so far` });
        added = await add(state.leads, state.next);
      }
      const { state } = store;
      if (state.kind === 'in') store.send({ ...state, said: `${state.said} No file was saved.` });
    },
    async signOut() {
      const ended = end();
      leave('Signed out.');
      const mine = visit;
      if (!(await ended) && mine === visit) leave(notTold);
    },
  };
}

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

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

export interface Session extends Observable<Shown> {
  signIn(email: string, password: string): Promise<void>;
  more(): Promise<void>;
  /** From the first page again. */
  refresh(): Promise<void>;
  signOut(): void;
}

const refusals: Readonly<Record<number, string>> = {
  400: 'That is not an address and a password that could be right.',
  401: 'Address or password is wrong.',
  403: 'This account is no admin of the organisation that is written to.',
  404: 'There is no service behind /api/ on this site. The list is where the reference API runs.',
  405: 'There is no service behind /api/ on this site. The list is where the reference API runs.',
  429: 'Too many tries in a minute. Wait a minute.',
};
const saidOf = (status: number): string => refusals[status] ?? `The service answered ${status}. Try again.`;
const unreachable = 'The service could not be reached. Check the connection and try again.';

export function createSession(fetch: Fetch): Session {
  const store = createStore<Shown, Shown>(begin, (_, next) => next);
  let token = '';

  async function read(cursor: string | null): Promise<z.output<typeof page> | string> {
    const query = cursor === null ? '' : `?cursor=${cursor}`;
    try {
      const answer = await fetch(`/api/v1/leads${query}`, { headers: { authorization: `Bearer ${token}` } });
      if (answer.status !== 200) return saidOf(answer.status);
      const parsed = page.safeParse(await answer.json());
      return parsed.success ? parsed.data : 'The service answered in a form that this page does not know.';
    } catch {
      return unreachable;
    }
  }

  async function show(before: readonly Listed[], cursor: string | null): Promise<void> {
    const got = await read(cursor);
    const { state } = store;
    if (typeof got === 'string') {
      store.send({ ...state, busy: false, said: got });
      return;
    }
    const leads = [...before, ...got.leads] as readonly Listed[];
    const said =
      leads.length === 0
        ? 'Nothing has arrived yet.'
        : `${leads.length} shown${got.next ? ', there are more' : ''}.`;
    store.send({ kind: 'in', leads, next: got.next, said, busy: false });
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
        if (answer.status !== 201) {
          store.send({ kind: 'out', said: saidOf(answer.status), busy: false });
          return;
        }
        token = z.object({ accessToken: z.string() }).parse(await answer.json()).accessToken;
      } catch {
        store.send({ kind: 'out', said: unreachable, busy: false });
        return;
      }
      await show([], null);
    },
    async more() {
      const { state } = store;
      if (state.kind !== 'in' || state.busy || state.next === null) return;
      store.send({ ...state, busy: true });
      await show(state.leads, state.next);
    },
    async refresh() {
      const { state } = store;
      if (state.kind !== 'in' || state.busy) return;
      store.send({ ...state, busy: true });
      await show([], null);
    },
    signOut() {
      token = '';
      store.send(begin);
    },
  };
}

// Sends a call as the person who is signed in, and keeps what came back.
import { worded } from '../runtime/causes.ts';
import type { Client } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { type Call, callOf, type Draft } from './draft.ts';
import { operationOf } from './first.ts';
import { added, type Entry } from './history.ts';
import { type Core, hex, type State, set } from './state.ts';
import { clientFor } from './transport.ts';

let last = 0;

export const makeKey = ({ ports }: Pick<Core, 'ports'>): string => `sandbox-${hex(ports.random(8))}`;

/** One call and its entry in the history. Never rejects: a host that is gone is an entry too. */
export async function perform(
  core: Core,
  client: Client,
  call: Call,
  who: string | null,
  draft: Draft | null = null,
): Promise<Entry> {
  const { store, ports } = core;
  const trace = hex(ports.random(16));
  const token = store.state.signed.find(({ email }) => email === who)?.accessToken;
  const headers = {
    ...call.headers,
    traceparent: `00-${trace}-${hex(ports.random(8))}-01`,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const at = ports.now();
  const start = performance.now();
  let answer: Entry['answer'];
  try {
    const { method, path, body } = call;
    const response = await client.fetch(path, { method, headers, ...(body !== null && { body }) });
    const text = await response.text();
    answer = { status: response.status, headers: [...response.headers], body: text };
  } catch (error) {
    answer = { failed: failureOf(error) };
  }
  const milliseconds = performance.now() - start;
  const kept = token === undefined ? null : who;
  return { id: ++last, at, call, draft, who: kept, trace, milliseconds, host: client.label, answer };
}

const failureOf = (error: unknown): string => {
  if (!(error instanceof RuntimeFault)) return 'The host went away.';
  const { sentence, step } = worded(error.why);
  return `${sentence} ${step}`;
};

function shownWith(entry: Entry) {
  return (state: State): State => ({
    ...state,
    sending: false,
    history: added(state.history, entry),
    shown: entry.id,
    filter: { ...state.filter, trace: state.filter.trace === null ? null : entry.trace },
  });
}

/** Sends what is drafted. @returns the entry, or null when nothing runs or a call is under way */
export async function send(core: Core): Promise<Entry | null> {
  const { store, ports } = core;
  const { state } = store;
  const client = clientFor(state, ports);
  const operation = operationOf(state);
  if (client === null || operation === null || state.sending) return null;
  store.send(set({ sending: true, notice: null }));
  const entry = await perform(core, client, callOf(operation, state.draft), state.active, state.draft);
  store.send(shownWith(entry));
  // A key belongs to one call: the next one is another call, unless the reader wants the same key again.
  if ('status' in entry.answer && entry.answer.status < 300) store.send((now) => withNewKey(now, core));
  return entry;
}

function withNewKey(state: State, core: Core): State {
  const operation = operationOf(state);
  const header = operation?.fields.find(({ name }) => name.toLowerCase() === 'idempotency-key');
  if (!header) return state;
  const { values } = state.draft;
  return {
    ...state,
    draft: { ...state.draft, values: { ...values, [`header.${header.name}`]: makeKey(core) } },
  };
}

/** The same call once more, as the same person if they are still signed in. */
export async function sendAgain(core: Core, { call, who, draft }: Entry): Promise<Entry | null> {
  const { store, ports } = core;
  const client = clientFor(store.state, ports);
  if (client === null || store.state.sending) return null;
  store.send(set({ sending: true, notice: null }));
  const entry = await perform(core, client, call, who, draft);
  store.send(shownWith(entry));
  return entry;
}

// Signing in as the example people: the real routes, with the example password. Tokens stay in this tab's memory.
import { examplePassword } from '#api/storage/examples.ts';
import type { Call } from './draft.ts';
import { added, type Entry } from './history.ts';
import { perform } from './sending.ts';
import { type Core, type Signed, type State, set } from './state.ts';
import { clientFor } from './transport.ts';

const post = (operation: string, path: string, body: unknown): Call => ({
  operation,
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const nothingRuns = { tone: 'warn', text: 'Nothing runs yet. Press Boot, then sign in.' } as const;

/** The session in an answer, or null when it is a refusal. */
function signedBy(email: string, { answer }: Entry): Signed | null {
  if (!('status' in answer) || answer.status >= 300) return null;
  try {
    const { accessToken, refreshToken } = JSON.parse(answer.body) as Record<string, unknown>;
    if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') return null;
    return { email, accessToken, refreshToken };
  } catch {
    return null;
  }
}

const withSigned = (state: State, signed: Signed): State => ({
  ...state,
  active: signed.email,
  signed: [...state.signed.filter(({ email }) => email !== signed.email), signed],
});
const without = (state: State, gone: string): State => ({
  ...state,
  active: state.active === gone ? null : state.active,
  signed: state.signed.filter(({ email }) => email !== gone),
});

function reasonOf({ answer }: Entry): string {
  if ('failed' in answer) return 'The host went away.';
  try {
    const { title } = JSON.parse(answer.body) as { readonly title?: unknown };
    return `${answer.status}: ${typeof title === 'string' ? title : 'refused.'}`;
  } catch {
    return `It was answered with ${answer.status}.`;
  }
}

/** Who signed in before is switched to; others sign in by POST /v1/sessions. `null`: calls go without a token. */
export async function become(core: Core, email: string | null): Promise<void> {
  const { store } = core;
  if (email === null || store.state.signed.some((one) => one.email === email))
    return store.send(set({ active: email, notice: null }));
  const call = post('sessions.start', '/v1/sessions', {
    email,
    password: examplePassword,
    device: 'the sandbox',
  });
  await exchangeTokens(core, email, call, 'Signing in was refused');
}

/** Exchanges the refresh token for its one successor. */
export async function renew(core: Core): Promise<void> {
  const { active, signed } = core.store.state;
  const mine = signed.find(({ email }) => email === active);
  if (!mine) return;
  const call = post('sessions.refresh', '/v1/sessions/refresh', { refreshToken: mine.refreshToken });
  await exchangeTokens(core, mine.email, call, 'The session could not be renewed');
}

async function exchangeTokens(core: Core, email: string, call: Call, otherwise: string): Promise<void> {
  const { store, ports } = core;
  const client = clientFor(store.state, ports);
  if (client === null) return store.send(set({ notice: nothingRuns }));
  store.send(set({ sending: true, notice: null }));
  const entry = await perform(core, client, call, null);
  const signed = signedBy(email, entry);
  store.send((state) => {
    const after = { ...state, sending: false, history: added(state.history, entry), shown: entry.id };
    if (signed) return withSigned(after, signed);
    return { ...after, notice: { tone: 'fail', text: `${otherwise}. ${reasonOf(entry)}` } };
  });
}

/** DELETE /v1/sessions/current; the token is forgotten whatever the answer. */
export async function signOut(core: Core): Promise<void> {
  const { store, ports } = core;
  const { active, sending } = store.state;
  const client = clientFor(store.state, ports);
  if (active === null || sending) return;
  const call = { operation: 'sessions.end-current', method: 'DELETE', path: '/v1/sessions/current' };
  store.send(set({ sending: true, notice: null }));
  const entry = client && (await perform(core, client, { ...call, headers: {}, body: null }, active));
  store.send((state) => {
    const after = { ...without(state, active), sending: false };
    return entry ? { ...after, history: added(after.history, entry), shown: entry.id } : after;
  });
}

// Who asks, what, and the last answer. Boots the page's runtime when it must, signs in once a person, sends.
import { examplePassword } from '#api/storage/examples.ts';
import { exchange, type HttpExchange, statusText, toneOf } from '../kit/http.ts';
import { type LogLine, withLine } from '../kit/log.ts';
import { createStore, type Observable } from '../kit/session.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { askedOf, emailOf, first, type PersonId, type RequestId, samples, who } from './demo.ts';
import { recordedExchange } from './recorded.ts';

export interface Choice {
  readonly person: PersonId;
  readonly request: RequestId;
}

export interface Shown extends Choice {
  readonly exchange: HttpExchange;
  readonly sending: boolean;
  readonly log: readonly LogLine[];
}

type Event =
  | { readonly kind: 'choose'; readonly choice: Partial<Choice> }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly choice: Choice; readonly exchange: HttpExchange }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'told'; readonly line: LogLine }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'restore'; readonly shown: Shown };

export const begin: Shown = {
  ...first,
  exchange: recordedExchange(first.person, first.request),
  sending: false,
  log: [],
};

/** Choosing shows the recorded answer: nothing is sent before a press. */
export function step(shown: Shown, event: Event): Shown {
  switch (event.kind) {
    case 'choose': {
      const { person = shown.person, request = shown.request } = event.choice;
      if (person === shown.person && request === shown.request) return shown;
      return { ...shown, person, request, exchange: recordedExchange(person, request) };
    }
    case 'sending':
      return { ...shown, sending: true };
    case 'answered': {
      const { person, request } = event.choice;
      // Another one was chosen while it was on its way: the answer belongs to the log alone.
      const current = person === shown.person && request === shown.request;
      return { ...shown, sending: false, ...(current ? { exchange: event.exchange } : {}) };
    }
    case 'unanswered':
      return { ...shown, sending: false };
    case 'told':
      return { ...shown, log: withLine(shown.log, event.line) };
    case 'cleared':
      return { ...shown, log: [] };
    case 'restore':
      return event.shown;
  }
}

/** What it needs from outside. */
export interface Ports {
  /** Boots, or gives what runs already. @throws RuntimeFault: the runtime's own state says why */
  boot(): Promise<Running>;
  now(): number;
}

export interface Session extends Observable<Shown> {
  choose(choice: Partial<Choice>): void;
  send(): Promise<void>;
  /** Back to the beginning. @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
  clearLog(): void;
}

export function createSession({ boot, now }: Ports): Session {
  const store = createStore(begin, step);
  const tokens = new WeakMap<Running, Map<PersonId, string>>();
  const tell = (text: string, tone?: LogLine['tone']) =>
    store.send({ kind: 'told', line: { at: now(), text, ...(tone ? { tone } : {}) } });

  async function tokenOf(running: Running, person: PersonId): Promise<string> {
    const known = tokens.get(running) ?? new Map<PersonId, string>();
    tokens.set(running, known);
    const had = known.get(person);
    if (had !== undefined) return had;
    const { answered, milliseconds } = await exchange(running, {
      method: 'POST',
      path: '/v1/sessions',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: emailOf(person), password: examplePassword }),
    });
    const { status, body } = answered;
    tell(
      `${who[person].name} signs in: ${statusText(status)} in ${milliseconds.toFixed(0)} ms`,
      toneOf(status),
    );
    const token = status === 201 ? (JSON.parse(body) as { accessToken?: unknown }).accessToken : undefined;
    if (typeof token !== 'string') throw new NotSignedIn(status);
    known.set(person, token);
    return token;
  }

  async function send(): Promise<void> {
    if (store.state.sending) return;
    const { person, request } = store.state;
    store.send({ kind: 'sending' });
    try {
      const running = await boot();
      const token = samples[request].anonymous ? null : await tokenOf(running, person);
      const got = await exchange(running, askedOf(request, token));
      const { status } = got.answered;
      if (status === 401) tokens.get(running)?.delete(person);
      tell(
        `${samples[request].title}, as ${token === null ? 'nobody' : who[person].name}: ${statusText(status)} in ${got.milliseconds.toFixed(1)} ms, from ${got.host.text.split(' · ')[0]}`,
        toneOf(status),
      );
      store.send({ kind: 'answered', choice: { person, request }, exchange: got });
    } catch (error) {
      tell(reasonOf(error), 'fail');
      store.send({ kind: 'unanswered' });
    }
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    choose: (choice) => store.send({ kind: 'choose', choice }),
    send,
    reset() {
      const before = store.state;
      if (before.sending || stands(before)) return null;
      store.send({ kind: 'restore', shown: { ...begin, log: before.log } });
      return () => store.send({ kind: 'restore', shown: { ...before, log: store.state.log } });
    },
    clearLog: () => store.send({ kind: 'cleared' }),
  };
}

const stands = ({ person, request, exchange: { host } }: Shown): boolean =>
  person === first.person && request === first.request && host.kind === 'recorded';

class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
  readonly status: number;
  constructor(status: number) {
    super(`signing in was answered with ${status}`);
    this.status = status;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RuntimeFault)
    return error.why.code === 'cancelled'
      ? 'Cancelled: nothing was sent.'
      : 'No answer: the service does not run.';
  if (error instanceof NotSignedIn)
    return error.status === 429
      ? 'Not sent: too many sign-ins in a minute, so the gateway refuses more. Try again in a minute.'
      : `Not sent: signing in was answered with ${statusText(error.status)}.`;
  return 'No answer: something went wrong on our side.';
}

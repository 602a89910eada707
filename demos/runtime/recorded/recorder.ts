// A client that writes down what passes through it. Calls run one after the other, so that log lines and traces find theirs.
import { changed, isSession } from '../changes.ts';
import type { Client, Running, Told } from '../contract.ts';
import { type Asked, type Exchange, meaning, personWith, tokenOf, whoOf } from './recording.ts';

export interface Recorder {
  readonly client: Client;
  readonly exchanges: readonly Exchange[];
}

/**
 * @param running the host that answers
 * @param settle resolves when everything of the last call has been told
 * @param now milliseconds
 */
export function recorder(
  { client, listen }: Pick<Running, 'client' | 'listen'>,
  settle: () => Promise<void>,
  now: () => number,
): Recorder {
  const exchanges: Exchange[] = [];
  /** Tokens of the running host, access and refresh, and what is written in their place. */
  const people = new Map<string, string>();
  const words = new Map<string, string>();
  let changes = 0;
  let told: Told[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  listen?.((one) => told.push(one));

  const hide = (text: string): string =>
    [...words].reduce((hidden, [token, word]) => hidden.replaceAll(token, word), text);

  function remember(asked: Asked, text: string): void {
    if (!isSession(asked.path) || !text.includes('"accessToken"')) return;
    const { accessToken, refreshToken } = JSON.parse(text) as Record<string, string>;
    const { email } = JSON.parse(asked.body ?? '{}') as { readonly email?: unknown };
    const person = personWith(email);
    if (!accessToken || !refreshToken || !person)
      throw new Error('A recorded sign-in is of an example person.');
    people.set(accessToken, person);
    words.set(accessToken, tokenOf(person)).set(refreshToken, `recorded-refresh-token-of-${person}`);
  }

  async function write(asked: Asked): Promise<Response> {
    await settle();
    told = [];
    const start = now();
    const { body, ...rest } = asked;
    const response = await client.fetch(asked.path, { ...rest, ...(body !== null && { body }) });
    const text = await response.text();
    const milliseconds = Math.round((now() - start) * 100) / 100;
    await settle();
    remember(asked, text);
    exchanges.push({
      who: whoOf(asked.headers, people),
      method: asked.method,
      path: asked.path,
      headers: meaning(asked.headers),
      body: body === null ? null : hide(body),
      after: changes,
      status: response.status,
      answer: [...response.headers],
      text: hide(text),
      milliseconds,
      told: told.map(rounded),
    });
    if (changed(asked.method, asked.path, response.status)) changes += 1;
    const { status, headers } = response;
    return new Response(text === '' ? null : text, { status, headers });
  }

  return {
    exchanges,
    client: {
      label: client.label,
      fetch(path, { method = 'GET', headers = {}, body = null } = {}) {
        const answer = turn.then(() => write({ method, path, headers, body }));
        turn = answer.catch(() => {});
        return answer;
      },
    },
  };
}

const hundredths = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;

function rounded(told: Told): Told {
  if (told.kind === 'log') return told;
  const spans = told.spans.map((span) => ({
    ...span,
    start: hundredths(span.start),
    end: hundredths(span.end),
  }));
  return { ...told, spans };
}

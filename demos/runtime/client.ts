// What proofs and demos write against: an API that answers, wherever it runs. Small conveniences over it, and no host.
import { examplePassword, type SeedUserName, users } from '#api/storage/examples.ts';
import type { CallInit, Client } from './contract.ts';

export type { Client } from './contract.ts';
export type Person = SeedUserName;

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; null when the answer had no body; the text itself when it is not JSON. */
  readonly body: unknown;
}

export interface JsonInit extends Omit<CallInit, 'body'> {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** An access token, sent as a bearer token. */
  readonly token?: string;
}

/** One call with JSON both ways. Rejects like `Client.fetch`, never because of a status. */
export async function json(client: Client, path: string, init: JsonInit = {}): Promise<JsonAnswer> {
  const { json: sent, token, headers, ...rest } = init;
  const answer = await client.fetch(path, {
    method: sent === undefined ? 'GET' : 'POST',
    ...rest,
    headers: {
      ...(sent !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
  return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
}

/** What signing in as one of the example people sends: the real route, the password that every one of them has. */
export const signInBody = (person: Person): { readonly email: string; readonly password: string } => ({
  email: users[person].email,
  password: examplePassword,
});

/** Signs in as one of the example people. @returns the access token @throws Error with the status when refused */
export async function signIn(client: Client, person: Person, signal?: AbortSignal): Promise<string> {
  const { status, body } = await json(client, '/v1/sessions', {
    json: signInBody(person),
    ...(signal && { signal }),
  });
  const token = status === 201 && (body as { readonly accessToken?: unknown }).accessToken;
  if (typeof token !== 'string') throw new Error(`Signing in as ${person} was answered with ${status}.`);
  return token;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

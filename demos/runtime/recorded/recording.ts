// A recording: what a script of calls was answered, once, by a host that really ran. People stand where tokens stood.
import { users } from '#api/storage/examples.ts';
import { isSession } from '../changes.ts';
import type { Told } from '../contract.ts';

export interface Exchange {
  /** Who asked: an example person by name, null for nobody, or the credential itself where it was none of ours. */
  readonly who: string | null;
  readonly method: string;
  readonly path: string;
  /** Without the credential, the trace, and the value of an idempotency key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** How many calls had changed something before this one: an answer holds only as long as that is so. */
  readonly after: number;
  readonly status: number;
  readonly answer: readonly (readonly [string, string])[];
  readonly text: string;
  /** As the recorder waited for it. */
  readonly milliseconds: number;
  /** Log lines and traces of this call. */
  readonly told: readonly Told[];
}

export interface Recording {
  readonly format: 1;
  readonly name: string;
  readonly title: string;
  /** "1a2b3c4", or "unknown" outside a repository. */
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly recorded: string;
  /** The label of the host that answered. */
  readonly host: string;
  readonly exchanges: readonly Exchange[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What stands for a token in a recording; the player knows the person by it. */
export const tokenOf = (person: string): string => `recorded-token-of-${person}`;
const person = /^Bearer recorded-token-of-([a-z]+)$/i;

/** @param known tokens of the running host and whose they are; a recording needs none. */
export function whoOf(
  headers: Asked['headers'],
  known: ReadonlyMap<string, string> = new Map(),
): string | null {
  const credential = headerOf(headers, 'authorization');
  if (credential === undefined) return null;
  return person.exec(credential)?.[1] ?? known.get(credential.replace(/^Bearer /i, '')) ?? credential;
}

/** Two calls with the same key are the same question. */
export function keyOf({ method, path, headers, body }: Asked, who: string | null): string {
  return JSON.stringify([
    who,
    method.toUpperCase(),
    path,
    Object.entries(meaning(headers)).toSorted(),
    sense(path, body),
  ]);
}

const meaningless = new Set(['authorization', 'traceparent', 'tracestate', 'accept-language', 'user-agent']);

/** The headers that may decide an answer. Of an idempotency key only that there is one: a retry is not recorded. */
export function meaning(headers: Asked['headers']): Record<string, string> {
  const kept = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    kept
      .filter(([name]) => !meaningless.has(name))
      .map(([name, value]) => [name, name === 'idempotency-key' ? 'any' : value]),
  );
}

/** A body without its white space; of a sign-in who and with what, because the name of the device decides nothing. */
function sense(path: string, body: string | null): unknown {
  try {
    const value: unknown = body === null ? null : JSON.parse(body);
    if (!isSession(path) || typeof value !== 'object' || value === null || !('device' in value)) return value;
    const { device: _, ...rest } = value;
    return rest;
  } catch {
    return body;
  }
}

export const personWith = (email: unknown): string | undefined =>
  Object.entries(users).find(([, one]) => one.email === email)?.[0];

function headerOf(headers: Asked['headers'], wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

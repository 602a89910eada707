// What a proof works at: calls as one of the example people, with everything written down as evidence.
import { examplePassword, type SeedUserName, users } from '#api/storage/examples.ts';
import type { Client } from '../runtime/contract.ts';
import { cut, type Exchange, headersToShow, type Inspection } from './evidence.ts';

export type Person = SeedUserName;

/** What a host can do beside answering. */
export interface Powers {
  /** SQL as the owner of the tables: one or several statements; the rows are those of the last that has any. */
  inspect?(
    sql: string,
    signal?: AbortSignal,
  ): Promise<{ readonly fields: readonly string[]; readonly rows: readonly (readonly unknown[])[] }>;
  /** Moves the host's clock on by so many milliseconds. */
  advance?(milliseconds: number): Promise<void>;
}

export interface Ask {
  readonly as?: Person;
  /** Sent as it is, instead of a person's. */
  readonly token?: string;
  /** How the caller is called in the evidence when there is a token and no person. */
  readonly who?: string;
  readonly method?: string;
  /** A text is sent as it is, anything else as JSON. A body makes it a POST unless `method` says otherwise. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or null. */
  // biome-ignore lint/suspicious/noExplicitAny: what the answer holds is what a proof asks.
  readonly json: any;
  readonly trace: string;
}

export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly session: string;
  readonly expiresIn: number;
}

export interface Bench {
  call(path: string, ask?: Ask): Promise<Answer>;
  /** Signs in anew: a session that is this proof's own. */
  session(person: Person): Promise<Session>;
  /** Rows as objects. @throws the database's error */
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** As `rows`, for what must be refused: gives the error's text, or null. */
  refusedSql(sql: string): Promise<string | null>;
  advance(milliseconds: number): Promise<void>;
  /** A text that nothing else has. */
  unique(): string;
}

/** Raised where this host cannot show it; the runner says why and counts no failure. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Access tokens of the example people, kept over the proofs of one host: signing in is slow on purpose. */
export interface People {
  token(person: Person): Promise<string>;
  forget(person: Person): void;
}

export function people(client: Client): People {
  const known = new Map<Person, Promise<string>>();
  return {
    token(person) {
      let token = known.get(person);
      if (token === undefined) {
        token = signIn(client, person).then(({ accessToken }) => accessToken);
        token.catch(() => known.delete(person));
        known.set(person, token);
      }
      return token;
    },
    forget: (person) => void known.delete(person),
  };
}

const json = { 'content-type': 'application/json' };
const credentials = (person: Person): string =>
  JSON.stringify({ email: users[person].email, password: examplePassword, device: 'proof' });

async function signIn(client: Client, person: Person, traceparent?: string): Promise<Session> {
  const answer = await client.fetch('/v1/sessions', {
    method: 'POST',
    headers: { ...json, ...(traceparent && { traceparent }) },
    body: credentials(person),
  });
  if (answer.status === 429)
    throw new CannotRun(`The host allows no more sign-ins for ${answer.headers.get('retry-after')} s.`);
  if (answer.status !== 201) throw new Error(`${person} could not sign in: ${answer.status}`);
  return (await answer.json()) as Session;
}

export interface Notes {
  readonly exchanges: Exchange[];
  readonly inspections: Inspection[];
  phase: Exchange['phase'];
}

const named = (person: Person): string => `${users[person].name}, ${users[person].role}`;
const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

export function bench(
  client: Client,
  powers: Powers,
  crowd: People,
  record: Notes,
  signal: AbortSignal,
): Bench {
  async function once(path: string, ask: Ask, token: string | undefined): Promise<Answer> {
    signal.throwIfAborted();
    const { body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = ask;
    const trace = hex(16);
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const start = performance.now();
    const response = await client.fetch(path, {
      method,
      signal,
      headers: {
        traceparent: `00-${trace}-${hex(8)}-01`,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(sent !== undefined && json),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    const text = await response.text();
    record.exchanges.push({
      phase: record.phase,
      who: ask.as ? named(ask.as) : (ask.who ?? (token === undefined ? 'nobody' : 'a token')),
      method,
      path: path.length > 160 ? `${path.slice(0, 160)}…` : path,
      sent: cut(sent),
      status: response.status,
      headers: headersToShow(response.headers),
      received: cut(text),
      ms: round(performance.now() - start),
      trace,
    });
    return { status: response.status, headers: response.headers, text, json: parsed(text), trace };
  }

  const owner = (sql: string) => {
    if (powers.inspect === undefined) throw new CannotRun('This host does not show its database.');
    return powers.inspect(sql, signal);
  };
  const wrote = (sql: string, rows: number, error: string | null) =>
    record.inspections.push({ sql: cut(sql.replaceAll(/\s+/g, ' ').trim()) ?? '', rows, error });

  return {
    async call(path, ask = {}) {
      if (ask.as === undefined) return once(path, ask, ask.token);
      const answer = await once(path, ask, await crowd.token(ask.as));
      if (answer.status !== 401) return answer;
      // The clock has moved, or another proof has ended the session: a person signs in again.
      crowd.forget(ask.as);
      record.exchanges.pop();
      return once(path, ask, await crowd.token(ask.as));
    },
    async session(person) {
      signal.throwIfAborted();
      const trace = hex(16);
      const start = performance.now();
      const session = await signIn(client, person, `00-${trace}-${hex(8)}-01`);
      record.exchanges.push({
        phase: record.phase,
        who: named(person),
        method: 'POST',
        path: '/v1/sessions',
        sent: cut(credentials(person)),
        status: 201,
        headers: {},
        received: cut(JSON.stringify(session)),
        ms: round(performance.now() - start),
        trace,
      });
      return session;
    },
    async rows(sql) {
      try {
        const { fields, rows } = await owner(sql);
        wrote(sql, rows.length, null);
        return rows.map((row) => Object.fromEntries(fields.map((field, at) => [field, row[at]])));
      } catch (error) {
        if (!(error instanceof CannotRun)) wrote(sql, 0, messageOf(error));
        throw error;
      }
    },
    async refusedSql(sql) {
      try {
        const { rows } = await owner(sql);
        wrote(sql, rows.length, null);
        return null;
      } catch (error) {
        if (error instanceof CannotRun) throw error;
        wrote(sql, 0, messageOf(error));
        return messageOf(error);
      }
    },
    async advance(milliseconds) {
      if (powers.advance === undefined) throw new CannotRun('The clock of this host cannot be moved.');
      await powers.advance(milliseconds);
    },
    unique: () => `proof-${hex(6)}`,
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const round = (ms: number): number => Math.round(ms * 100) / 100;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

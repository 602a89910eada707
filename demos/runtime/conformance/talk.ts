// A conversation with one host: calls one after the other, and what was answered in a form that can be held against another
// host's. Nothing here knows the host, waits for a clock or looks behind the service's back.
import { examplePassword, type SeedUserName, users } from '../../reference-api/storage/examples.ts';
import type { Client } from '../contract.ts';
import { type Plain, plainly } from './plain.ts';

/** One call as it was answered. */
export interface Step {
  readonly name: string;
  readonly method: string;
  /** As it was sent: which operation of the contract it meets is asked by coverage.ts. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer as the script needs it to go on. */
export interface Said {
  readonly status: number;
  /** One member of the JSON body. @throws when it is not there: the script then knows its host no further. */
  text(member: string): string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every route, looked into by the script
  readonly body: any;
}

export interface Call {
  /** Access token. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Put before the call in its name. */
  readonly who?: string;
  /** What the path is called, where it has something in it that is no promise. */
  readonly called?: string;
  /** What is compared instead of the body. */
  readonly shape?: (body: Said['body']) => unknown;
}

export type Ask = (method: string, path: string, call?: Call) => Promise<Said>;

export interface Talk {
  readonly steps: readonly Step[];
  readonly plain: Plain;
  ask: Ask;
  /** Signs in a seeded person. @returns calls as that person, who makes new things under keys of their own. */
  signIn(who: SeedUserName, device?: string): Promise<Member>;
  /** Waits for what a host does after a moment: asks until `done`, and none of it is compared. @throws when it takes a minute. */
  until(member: Member, path: string, done: (body: Said['body']) => boolean): Promise<void>;
  /** A finding of the script itself, compared like an answer. */
  found(name: string, body: unknown): void;
}

export interface Member {
  ask: Ask;
  readonly token: string;
  readonly refreshToken: string;
  readonly session: string;
}

/** What the way to a host adds or leaves out; the rest of the headers are the service's. */
const transport = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);
/** Members that count down or measure: that they are there is compared, and for which quota. */
const counted = /(?<=;[rt]=)\d+/g;

export function talkTo(client: Client): Talk {
  const steps: Step[] = [];
  const plain = plainly();

  const headersOf = (headers: Headers): Record<string, string> =>
    Object.fromEntries(
      [...headers]
        .filter(([name]) => !transport.has(name))
        .map(([name, value]) => {
          if (name === 'server-timing') return [name, 'measured'];
          if (name === 'retry-after') return [name, 'seconds'];
          return [name, plain.text(value.replaceAll(counted, '…'))];
        })
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );

  const ask: Ask = async (
    method,
    path,
    { token, headers = {}, body, who = 'nobody', called, shape } = {},
  ) => {
    const all: Record<string, string> = { ...headers };
    if (token !== undefined) all['authorization'] = `Bearer ${token}`;
    if (body !== undefined) all['content-type'] ??= 'application/json';
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await client.fetch(path, {
      method,
      headers: all,
      ...(sent !== undefined && { body: sent }),
    });
    const text = await answer.text();
    const json = text === '' ? null : JSON.parse(text);
    const { status } = answer;
    steps.push({
      name: `${steps.length + 1} ${who} ${method} ${called ?? plain.text(path).slice(0, 120)}`,
      method,
      path,
      status,
      headers: headersOf(answer.headers),
      body: plain.value(shape && status < 400 ? shape(json) : json),
    });
    return {
      status,
      body: json,
      text(member) {
        const value = json?.[member];
        if (typeof value === 'string') return value;
        throw new Error(`${method} ${path} answered ${status} without "${member}" on ${client.label.text}`);
      },
    };
  };

  return {
    steps,
    plain,
    ask,
    async signIn(who, device) {
      const body = { email: users[who].email, password: examplePassword, ...(device && { device }) };
      const said = await ask('POST', '/v1/sessions', { who, body });
      const token = said.text('accessToken');
      return {
        token,
        refreshToken: said.text('refreshToken'),
        session: said.text('session'),
        ask: (method, path, call) => ask(method, path, { who, token, ...call }),
      };
    },
    async until({ token }, path, done) {
      for (let tries = 0; tries < 240; tries++) {
        const answer = await client.fetch(path, { headers: { authorization: `Bearer ${token}` } });
        if (answer.status === 200 && done(await answer.json())) return;
        await pause(250);
      }
      throw new Error(`${path} did not come to what was waited for on ${client.label.text}`);
    },
    found(name, body) {
      steps.push({ name, method: '', path: '', status: 0, headers: {}, body });
    },
  };
}

/** For what a host promises to have done after a moment. Milliseconds. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

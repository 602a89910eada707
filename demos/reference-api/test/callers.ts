// The seeded people as callers of an app: signed in as often as needed.
import type { App } from '../app.ts';
import type { Clock } from '../deps.ts';
import { examplePassword, type SeedUserName, users } from '../storage/examples.ts';

export interface Caller {
  /** A body makes it a POST unless `method` says otherwise; a text is sent as it is, anything else as JSON. */
  (
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
  token(): Promise<string>;
}

export function callers(app: App, clock: Clock): (user: SeedUserName) => Caller {
  const tokens = new Map<SeedUserName, { token: Promise<string>; until: number }>();

  async function signIn(user: SeedUserName): Promise<string> {
    const body = JSON.stringify({ email: users[user].email, password: examplePassword });
    const answer = await app(
      new Request('http://api/v1/sessions', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      }),
    );
    if (answer.status !== 201)
      throw new Error(`${user} could not sign in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }

  return (user) => {
    function token(): Promise<string> {
      const known = tokens.get(user);
      if (known !== undefined && known.until > clock.now()) return known.token;
      const fresh = { token: signIn(user), until: clock.now() + 300_000 };
      tokens.set(user, fresh);
      return fresh.token;
    }
    const call = async (path: string, { method, body, headers }: Parameters<Caller>[1] = {}) => {
      const all: Record<string, string> = { authorization: `Bearer ${await token()}`, ...headers };
      if (body !== undefined) all['content-type'] ??= 'application/json';
      return app(
        new Request(`http://api${path}`, {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: all,
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
    };
    return Object.assign(call, { token });
  };
}

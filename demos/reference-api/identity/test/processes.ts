// For the tests of identity: a host, and as many processes of the service on its database as a test wants. A process is what
// a process is here: keys, notices and cache of its own.
import { createApp } from '../../app.ts';
import { record } from '../../audit/append.ts';
import type { Entry } from '../../audit/entry.ts';
import type { Deps } from '../../deps.ts';
import { examplePassword, type SeedUserName, users } from '../../storage/examples.ts';
import { type Host, type HostKind, type Overrides, openHost } from '../../test/hosts.ts';
import { createVault } from '../../vault/vault.ts';
import { createIdentity, type Identity } from '../identity.ts';
import type { IdentitySettings } from '../settings.ts';

export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly session: string;
}

export interface Process {
  readonly identity: Identity;
  readonly deps: Deps;
  /** What this process wrote to the audit trail. */
  readonly events: Entry[];
  call(
    method: string,
    path: string,
    sent?: { token?: string; body?: unknown; key?: string },
  ): Promise<Response>;
  signIn(who: SeedUserName): Promise<Session>;
  refresh(token: string): Promise<Response>;
  /** Status of a call that only a valid access token gets through. */
  me(token: string): Promise<number>;
}

export function startProcess(deps: Deps): Process {
  const events: Entry[] = [];
  const identity = createIdentity(deps, {
    vault: createVault(deps),
    async record(tx, event) {
      await record(tx, event);
      events.push(event);
    },
  });
  const app = createApp(deps, { identity });

  const call: Process['call'] = (method, path, { token, body, key } = {}) => {
    const headers: Record<string, string> = {};
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers['idempotency-key'] = key;
    return app(
      new Request(`http://api${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  };

  return {
    identity,
    deps,
    events,
    call,
    async signIn(who) {
      const body = { email: users[who].email, password: examplePassword };
      const response = await call('POST', '/v1/sessions', { body });
      if (response.status !== 201) throw new Error(`${who} could not sign in: ${response.status}`);
      return (await response.json()) as Session;
    },
    refresh: (refreshToken) => call('POST', '/v1/sessions/refresh', { body: { refreshToken } }),
    me: async (token) => (await call('GET', '/v1/me', { token })).status,
  };
}

export interface Setting {
  readonly host: Host;
  readonly first: Process;
  /** Another process on the same database. */
  another(changes?: Partial<Deps>): Process;
}

export async function openSetting(
  kind: HostKind,
  settings: Partial<IdentitySettings> = {},
  overrides: Overrides = {},
): Promise<Setting> {
  const host = await openHost(kind, { ...overrides, config: { ...overrides.config, identity: settings } });
  const another = (changes: Partial<Deps> = {}) => startProcess({ ...host.deps, ...changes });
  return { host, first: another(), another };
}

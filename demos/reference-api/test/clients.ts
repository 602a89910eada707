// Hosts of the tests as the Client that demos and the conformance script talk to.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Host, type HostKind, type Overrides, openHost } from './hosts.ts';
import { ended, start } from './own-process.ts';
import { testConfig } from './test-config.ts';

export interface Opened {
  /** Of the form that demos/runtime/contract.ts gives it, which is not imported from here. */
  readonly client: {
    readonly label: { readonly kind: 'server'; readonly text: string };
    fetch(path: string, init?: RequestInit): Promise<Response>;
  };
  close(): Promise<void>;
}

/** As many as the service allows in production (host/environment.ts). */
const limits = {
  ...testConfig.limits,
  client: { limit: 600, seconds: 60 },
  account: { limit: 1_200, seconds: 60 },
  signIn: { limit: 10, seconds: 60 },
};

/** The app called as a function, on PostgreSQL + Redis or PGlite + memory. Its clock goes on from the tests' start, a millisecond a call at least. */
export async function openApp(kind: HostKind, { config, ...overrides }: Overrides = {}): Promise<Opened> {
  const host = await openHost(kind, { ...overrides, config: { limits, ...config } });
  const stop = host.app.intake.start(250);
  let last = performance.now();
  return {
    client: {
      label: { kind: 'server', text: `the app on ${kind}` },
      async fetch(path, init) {
        const now = performance.now();
        host.clock.advance(Math.max(1, Math.round(now - last)));
        last = now;
        return host.app(new Request(`http://api${path}`, init));
      },
    },
    async close() {
      await stop();
      await host.close();
    },
  };
}

/** main.ts in a process of its own with PostgreSQL and Redis, its own clock, over a real connection. */
export async function openProcess(): Promise<Opened> {
  const host = await openHost('node');
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-conformance-'));
  const running = await start('../main.ts', {
    ...(await environmentOf(host)),
    OBJECTS_FOLDER: folder,
    // Its own counts in the Redis that all tests share.
    CLIENT_HASH_SALT: randomBytes(32).toString('base64url'),
  });
  return {
    client: {
      label: { kind: 'server', text: 'main.ts' },
      fetch: (path, init) => fetch(`http://127.0.0.1:${running.port}${path}`, init),
    },
    async close() {
      running.child.kill('SIGTERM');
      await ended(running);
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What main.ts is started with to serve a host's database; the limits are production's. */
export async function environmentOf(host: Host): Promise<Record<string, string>> {
  const env: Record<string, string> = {
    MODE: 'test',
    PORT: '0',
    DATABASE_URL: host.url as string,
    REDIS_URL: inject('redis'),
    SECRETS: 'environment',
    ISSUER: host.deps.config.issuer,
  };
  for (const name of ['wrapping-key', 'audit-signing-key', 'client-hash-salt', 'origin-secret'] as const)
    env[name.toUpperCase().replaceAll('-', '_')] = Buffer.from(await host.deps.secrets.read(name)).toString(
      'base64url',
    );
  return env;
}

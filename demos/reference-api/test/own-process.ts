// A program of the service as a process of its own, on the database and the secrets of a test's host.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Host } from './hosts.ts';

export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  lines(): Record<string, unknown>[];
}

/** Starts a program of the service and waits until it says where it listens. */
export async function start(file: string, env: Record<string, string> = {}): Promise<Running> {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, [path], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const lines = () =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  for (let tries = 0; tries < 600; tries++) {
    const listening = lines().find(({ event }) => event === 'listening');
    if (listening) return { child, port: Number(listening['port']), lines };
    if (child.exitCode !== null) break;
    await wait(50);
  }
  throw new Error(`It did not start:\n${output}`);
}

export async function ended({ child }: Running): Promise<number | null> {
  if (!child.stdout?.closed) await once(child, 'close');
  return child.exitCode;
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

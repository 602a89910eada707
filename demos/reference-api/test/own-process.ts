// A program of the service as a process of its own. Used by tests of every runner.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  lines(): Record<string, unknown>[];
}

/**
 * Starts a program of the service and waits until it says where it listens.
 * @param node another Node than the one that runs the tests
 */
export async function start(
  file: string,
  env: Record<string, string> = {},
  node = process.execPath,
): Promise<Running> {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(node, [path], { env: { PATH: process.env['PATH'] ?? '', ...env } });
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
  for (let tries = 0; tries < 2_400; tries++) {
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

// A database server for tests: a private port on 127.0.0.1, a folder of its own, and nothing left after stop().
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Service {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export const ownFolder = (name: string): string => mkdtempSync(join(tmpdir(), `lavbytes-${name}-`));

/**
 * Below the ports that systems give to outgoing connections (32,768 and up on Linux, 49,152 elsewhere): one of those may be
 * taken between our look and the start of the server.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
  throw new Error('no free port on 127.0.0.1');
}

export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Starts the program and waits until its port answers; its last words are in the error when it does not. */
export async function startServer(
  name: string,
  port: number,
  command: readonly [string, ...string[]],
  options: { folder: string; uid?: number; gid?: number; signal: NodeJS.Signals },
): Promise<() => Promise<void>> {
  const [program, ...args] = command;
  const { folder, signal, ...who } = options;
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...who });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-2000);
    });
  child.once('error', (error) => {
    output += error.message;
  });
  const lastResort = () => child.kill('SIGKILL');
  process.once('exit', lastResort);

  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 300 || child.exitCode !== null || child.pid === undefined)
      throw new Error(`${name} did not start on 127.0.0.1:${port}. It said:\n${output}`);
    await wait(100);
  }
  return async () => {
    await ended(child, signal);
    process.off('exit', lastResort);
    rmSync(folder, { recursive: true, force: true });
    if (await answers(port))
      throw new Error(`${name} still answers on 127.0.0.1:${port} after it was stopped`);
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

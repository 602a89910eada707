// Runs one program of the project in the foreground and says how it ended.
import { spawn } from 'node:child_process';

export interface Command {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Resolves to true when the program ended with 0.
 * @param beside others run at the same time: its output comes in one piece when it has ended. Else it goes straight to the reader.
 */
export async function succeeds(
  { name, argv: [program, ...args], env }: Command,
  beside = false,
): Promise<boolean> {
  const since = performance.now();
  if (!beside) console.log(`\n▸ ${name}`);
  const to = beside ? 'pipe' : 'inherit';
  const child = spawn(program, args, { stdio: ['ignore', to, to], env: { ...process.env, ...env } });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      console.error(`✗ ${name} could not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (ended) => {
      if (!beside) return resolve(ended);
      // What it left behind may still hold its output.
      child.once('close', () => resolve(ended));
      setTimeout(() => resolve(ended), 5_000).unref();
    });
  });
  if (beside) process.stdout.write(`\n▸ ${name}\n${Buffer.concat(said)}`);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds(since)}`);
  return code === 0;
}

/** All at once, each on a core as far as there are cores. */
export async function succeedTogether(commands: readonly Command[]): Promise<boolean> {
  const ended = await Promise.all(commands.map((command) => succeeds(command, true)));
  return ended.every(Boolean);
}

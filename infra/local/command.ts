// Runs one program of the project in the foreground and says how it ended.
import { spawn } from 'node:child_process';

export interface Command {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Resolves to true when the program ended with 0. Its output goes straight to the reader. */
export async function succeeds({ name, argv: [program, ...args], env }: Command): Promise<boolean> {
  const since = performance.now();
  console.log(`\n▸ ${name}`);
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      console.error(`✗ ${name} could not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', resolve);
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds(since)}`);
  return code === 0;
}

// Runs a program quietly; its output is shown only when it fails.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

export async function run(
  argv: readonly [string, ...string[]],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [program, ...args] = argv;
  const path = [resolve(cwd, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1', ...more };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((ended, failed) => {
    child.once('error', failed);
    child.once('close', ended);
  });
  if (code === 0) return;
  const said = Buffer.concat(output).toString().split('\n').slice(-30).join('\n');
  throw new Error(`"${argv.join(' ')}" ended with ${code} in ${cwd}:\n${said}`);
}

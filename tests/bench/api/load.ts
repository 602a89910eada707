// 50 keep-alive connections against one address: wrk where it is installed, autocannon otherwise, each in its own process.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export const connections = 50;

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

const wrk = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'wrk'))
  .find((file) => existsSync(file));
export const generator = wrk === undefined ? 'autocannon' : 'wrk';

/** @throws when any answer is not 2xx: then something else than the read was measured. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  return wrk === undefined ? autocannon(url, given, seconds) : byWrk(wrk, url, given, seconds);
}

async function autocannon(url: string, headers: string[], seconds: number): Promise<Load> {
  const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
  const args = ['-j', '-n', '-c', String(connections), '-d', String(seconds), ...headers, url];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  const result = JSON.parse(stdout) as {
    errors: number;
    non2xx: number;
    duration: number;
    '2xx': number;
    latency: { p99: number };
  };
  const requests = result['2xx'];
  if (result.non2xx + result.errors > 0 || requests === 0)
    throw new Error(
      `${url}: ${result.non2xx} answers were not 2xx, ${result.errors} failed, ${requests} were`,
    );
  return { requests, perSecond: requests / result.duration, p99: result.latency.p99 };
}

async function byWrk(program: string, url: string, headers: string[], seconds: number): Promise<Load> {
  const args = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency', ...headers, url];
  const { stdout } = await promisify(execFile)(program, args);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1]);
  const [, p99 = 'NaN', unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const requests = number(/(\d+) requests in/);
  if (/Non-2xx|Socket errors/.test(stdout) || requests === 0) throw new Error(`${url}:\n${stdout}`);
  const scale = { us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN;
  return { requests, perSecond: number(/Requests\/sec:\s+([\d.]+)/), p99: Number(p99) * scale };
}

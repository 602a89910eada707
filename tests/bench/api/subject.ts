// A server that is measured, in a process of its own: started, asked what it used, ended.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '../../../infra/local/service.ts';
import type { Usage } from './meter.ts';

export interface Subject {
  readonly origin: string;
  /** Milliseconds from its start to its first answer. */
  readonly started: number;
  usage(): Promise<Usage>;
  close(): Promise<void>;
}

export const programs = {
  ours: resolve('demos/reference-api/main.ts'),
  yardstick: resolve(import.meta.dirname, 'yardstick.ts'),
  /** Made by host/bundle.ts. */
  bundle: resolve('.cache/bench/reference-api/main.js'),
  bare: resolve(import.meta.dirname, 'bare.ts'),
} as const;

const meter = pathToFileURL(resolve(import.meta.dirname, 'meter.ts')).href;

/** @param readyPath what it is asked until it answers 200. */
export async function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  readyPath = '/healthz',
): Promise<Subject> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const since = performance.now();
  const child = fork(program, [...args], {
    execArgv: ['--import', meter, ...(process.env['BENCH_NODE_ARGS']?.split(' ') ?? [])],
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answers = async (): Promise<boolean> =>
    (await fetch(origin + readyPath).catch(() => null))?.status === 200;
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    if (performance.now() - since > 120_000) throw new Error(`${program} did not answer in two minutes`);
    await new Promise((go) => setTimeout(go, 4));
  }
  const started = performance.now() - since;
  return {
    origin,
    started,
    async usage() {
      child.send('usage');
      return (await once(child, 'message'))[0] as Usage;
    },
    async close() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(late);
    },
  };
}

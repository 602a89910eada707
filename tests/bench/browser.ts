// One Chromium with a debugging port, for Lighthouse: started by us, so that its flags are ours.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, ensureChromium } from '../../infra/local/chromium.ts';

export interface Browser {
  readonly port: number;
  close(): Promise<void>;
}

let path: Promise<string> | undefined;

/** Found once a bench. */
export function chromiumPath(): Promise<string> {
  path ??= ensureChromium();
  return path;
}

export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-chromium-'));
  const flags = [...chromiumFlags, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(await chromiumPath(), [...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const port = await new Promise<number>((found, failed) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
      const match = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said);
      if (match) found(Number(match[1]));
    });
    child.once('error', failed);
    void ended.then(() => failed(new Error(`Chromium did not start:\n${said}`)));
  });
  return {
    port,
    async close() {
      kill();
      await ended;
      process.off('exit', kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

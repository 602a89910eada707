// Redis, or Valkey that speaks the same protocol, as it is found on this machine; without persistence.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort, ownFolder, type Service, startServer } from './service.ts';
import { installedBySystem } from './system-package.ts';

const programs = ['redis-server', 'valkey-server'];

function onPath(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/opt/homebrew/bin'];
  return programs
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

function ensureRedis(): string {
  const found = onPath() ?? (installedBySystem('redis-server') ? onPath() : undefined);
  if (found) return found;
  throw new Error(
    'The tests need Redis. Why: neither redis-server nor valkey-server is on PATH, and it could not be installed ' +
      'here. What to do: install one of them (brew install redis, dnf install valkey), then run the tests again.',
  );
}

/** On a port of its own, or on the one given: to come back where it was. */
export async function startRedis(at?: number): Promise<Service> {
  const program = ensureRedis();
  const folder = ownFolder('redis');
  const port = at ?? (await freePort());
  const stop = await startServer(
    'Redis',
    port,
    [
      program,
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ],
    { folder, signal: 'SIGTERM' },
  );
  return { url: `redis://127.0.0.1:${port}`, port, stop };
}

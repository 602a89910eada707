// A PostgreSQL of its own that can be killed with SIGKILL, all of its processes at once, and started again on the same files.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { makeCluster } from '../../../infra/local/postgres.ts';

export interface CrashingPostgres {
  readonly url: string;
  /** Like a power cut for the processes, not for the disk: what the system was told to write is still written. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function crashingPostgres(settings: readonly string[] = []): Promise<CrashingPostgres> {
  const { folder, url, command, who } = await makeCluster(settings);
  const [program, ...args] = command;
  let child: ChildProcess | undefined;

  const running = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function start(): Promise<void> {
    for (let tries = 0; !(await takesConnections(url)); tries++) {
      if (tries > 600) throw new Error('PostgreSQL did not come back');
      // It refuses to start while a process of its former life still holds the shared memory.
      if (!running()) child = spawn(program, args, { cwd: folder, stdio: 'ignore', ...who });
      await wait(20);
    }
  }

  async function kill(): Promise<void> {
    const postmaster = child?.pid;
    if (postmaster === undefined || !running()) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    // Each backend is the leader of its own process group, so they are named one by one.
    const { stdout } = await promisify(execFile)('pgrep', ['-P', String(postmaster)]).catch(() => ({
      stdout: '',
    }));
    for (const pid of [postmaster, ...stdout.trim().split('\n').filter(Boolean).map(Number)])
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself a moment ago.
      }
    await gone;
  }

  await start();
  return {
    url,
    kill,
    start,
    async remove() {
      await kill();
      await wait(100);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function takesConnections(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

// Start to first answer, and memory, on both sets of adapters. The answer that counts is readiness: database and cache too.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { run } from '../command.ts';
import { progress } from '../progress.ts';
import type { Row } from '../report.ts';
import { ms, ratios, spread, times } from '../statistics.ts';
import { load } from './load.ts';
import { path } from './passage.ts';
import { programs, start } from './subject.ts';
import { embedded, type Surroundings, signedIn } from './surroundings.ts';
import { atMost, mebibytes } from './targets.ts';

const hosts = {
  bundle: 'PostgreSQL + Redis, bundled as in the image',
  real: 'PostgreSQL + Redis, from the sources',
  embedded: 'PGlite + memory, from the sources',
  bare: 'bare node:http',
} as const;
type Host = keyof typeof hosts;

interface Started {
  /** Milliseconds. */
  readonly started: number;
  /** Bytes. */
  readonly idle: number;
  readonly loaded: number;
}

export async function measureStarts(
  around: Surroundings,
  rounds: number,
  seconds: number,
): Promise<{ rows: readonly Row[]; raw: Record<Host, Started[]> }> {
  // Migrated by its first start: what is measured is a process that comes back.
  const real = await around.environment();
  const env = { bundle: { ...real, ...inTheImage() }, real, embedded: embedded(), bare: {} };
  await run([process.execPath, 'demos/reference-api/host/bundle.ts', dirname(programs.bundle)], '.');
  await (await start(programs.ours, [], env.real, '/readyz')).close();
  const raw: Record<Host, Started[]> = { bundle: [], real: [], embedded: [], bare: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const host of Object.keys(hosts) as Host[]) {
      progress(`Start, round ${round} of ${rounds}: ${hosts[host]}`);
      raw[host].push(await once(host, env[host], seconds));
    }
  }
  return { rows: rowsOf(raw), raw };
}

/** What the image says about memory and threads. */
function inTheImage(): Record<string, string> {
  const recipe = readFileSync('demos/reference-api/Dockerfile', 'utf8');
  const said = recipe.matchAll(/(MALLOC_\w+|NODE_OPTIONS|UV_THREADPOOL_SIZE)=(?:"([^"]*)"|(\S+))/g);
  return Object.fromEntries([...said].map(([, name, quoted, bare]) => [name, quoted ?? bare]));
}

const program: Readonly<Record<Host, string>> = {
  bundle: programs.bundle,
  real: programs.ours,
  embedded: programs.ours,
  bare: programs.bare,
};

async function once(host: Host, env: Readonly<Record<string, string>>, seconds: number): Promise<Started> {
  const bare = host === 'bare';
  const subject = await start(program[host], [], env, '/readyz');
  try {
    const headers = bare ? {} : await signedIn(subject);
    const idle = (await subject.usage()).rss;
    await load(subject.origin + path, headers, seconds);
    return { started: subject.started, idle, loaded: (await subject.usage()).rss };
  } finally {
    await subject.close();
  }
}

function rowsOf(raw: Record<Host, Started[]>): Row[] {
  const of = (host: Host, what: keyof Started) => raw[host].map((one) => one[what]);
  return (['bundle', 'real', 'embedded'] as const).flatMap((host) => [
    {
      what: `start to first answer, ${hosts[host]}, against ${hosts.bare}`,
      ours: spread(of(host, 'started'), ms),
      yardstick: spread(of('bare', 'started'), ms),
      ratio: spread(ratios(of(host, 'started'), of('bare', 'started')), times),
    },
    {
      what: `memory after a sign-in, ${hosts[host]}, against ${hosts.bare}`,
      ours: spread(of(host, 'idle'), mebibytes),
      yardstick: spread(of('bare', 'idle'), mebibytes),
      ...(host === 'bundle' && atMost(inMebibytes(of(host, 'idle')), 90, 'MiB')),
    },
    {
      what: `memory under load, ${hosts[host]}, against ${hosts.bare}`,
      ours: spread(of(host, 'loaded'), mebibytes),
      yardstick: spread(of('bare', 'loaded'), mebibytes),
      ...(host === 'bundle' && atMost(inMebibytes(of(host, 'loaded')), 130, 'MiB')),
    },
  ]);
}

const inMebibytes = (bytes: readonly number[]): number[] => bytes.map((value) => value / 1024 ** 2);

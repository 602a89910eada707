// Start to first answer, and memory, on both sets of adapters. The answer that counts is readiness: database and cache too.
import { progress } from '../progress.ts';
import type { Row } from '../report.ts';
import { ms, ratios, spread, times } from '../statistics.ts';
import { load } from './load.ts';
import { path } from './passage.ts';
import { programs, start } from './subject.ts';
import { embedded, type Surroundings, signedIn } from './surroundings.ts';
import { mebibytes } from './targets.ts';

const hosts = { real: 'PostgreSQL + Redis', embedded: 'PGlite + memory', bare: 'bare node:http' } as const;
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
  const env = { real: await around.environment(), embedded: embedded(), bare: {} };
  await (await start(programs.ours, [], env.real, '/readyz')).close();
  const raw: Record<Host, Started[]> = { real: [], embedded: [], bare: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const host of Object.keys(hosts) as Host[]) {
      progress(`Start, round ${round} of ${rounds}: ${hosts[host]}`);
      raw[host].push(await once(host, env[host], seconds));
    }
  }
  return { rows: rowsOf(raw), raw };
}

async function once(host: Host, env: Readonly<Record<string, string>>, seconds: number): Promise<Started> {
  const bare = host === 'bare';
  const subject = bare
    ? await start(programs.yardstick, ['nothing'], env)
    : await start(programs.ours, [], env, '/readyz');
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
  return (['real', 'embedded'] as const).flatMap((host) => [
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
    },
    {
      what: `memory under load, ${hosts[host]}, against ${hosts.bare}`,
      ours: spread(of(host, 'loaded'), mebibytes),
      yardstick: spread(of('bare', 'loaded'), mebibytes),
    },
  ]);
}

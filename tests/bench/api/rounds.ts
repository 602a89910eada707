// Servers loaded in turn, so that whatever else the machine does falls on all of them alike.
import { setTimeout as wait } from 'node:timers/promises';
import { progress } from '../progress.ts';
import { load } from './load.ts';
import { path } from './passage.ts';
import type { Subject } from './subject.ts';

export interface Round {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Microseconds of the server process's time a request. */
  readonly cpu: number;
  /** Bytes, right after the load. */
  readonly rss: number;
}

export interface Loaded {
  readonly subject: Subject;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param seconds of each round. None is counted before its server has answered some thousand times. */
export async function inTurn<Name extends string>(
  servers: Readonly<Record<Name, Loaded>>,
  rounds: number,
  seconds: number,
): Promise<Record<Name, Round[]>> {
  const names = Object.keys(servers) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Round[]>;
  progress(`Warming up: ${names.join(', ')}`);
  for (const name of names) await warm(servers[name]);
  for (let round = 0; round < rounds; round += 1) {
    progress(`Round ${round + 1} of ${rounds}: ${names.join(', ')}`);
    // Each round begins with another one, so that none always follows the same.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round) % names.length] as Name;
      found[name].push(await once(servers[name], seconds));
    }
  }
  return found;
}

/** What the engine compiles late would otherwise be measured on a slow machine and not on a fast one. */
async function warm({ subject, headers }: Loaded): Promise<void> {
  for (let answered = 0, tries = 0; answered < 6_000 && tries < 8; tries += 1)
    answered += (await load(subject.origin + path, headers, 2)).requests;
}

async function once({ subject, headers }: Loaded, seconds: number): Promise<Round> {
  const before = await subject.usage();
  const { requests, perSecond, p99 } = await load(subject.origin + path, headers, seconds);
  // What was put off (log lines, audit entries) belongs to the requests that caused it.
  await wait(150);
  const after = await subject.usage();
  return { perSecond, p99, cpu: (after.cpu - before.cpu) / requests, rss: after.rss };
}

// An authenticated, indexed read of one document through every layer, against handlers that do less, or the same plainly.
import type { Row } from '../report.ts';
import { ratios, spread, times } from '../statistics.ts';
import { inTurn, type Loaded, type Round } from './rounds.ts';
import { programs, type Subject, start } from './subject.ts';
import { passage, type Surroundings, signedIn } from './surroundings.ts';
import { atLeast, atMost, micros, msFine, perSecond } from './targets.ts';

const yardsticks = {
  jose: '(2) Hono + jose + pg',
  open: '(3) Hono + pg',
  layered: '(2′) plain layers',
} as const;
type Name = 'ours' | keyof typeof yardsticks;

export interface Reading {
  readonly rows: readonly Row[];
  readonly raw: Record<Name, Round[]>;
}

export async function measureReads(around: Surroundings, rounds: number, seconds: number): Promise<Reading> {
  const env = await around.environment();
  const running: Subject[] = [];
  async function run(program: string, args: readonly string[], more = {}): Promise<Subject> {
    const subject = await start(program, args, { ...env, ...more });
    running.push(subject);
    return subject;
  }
  try {
    const ours = await run(programs.ours, []);
    const headers = await signedIn(ours);
    const more = await verifying(ours);
    const servers: Record<Name, Loaded> = { ours: { subject: ours, headers } } as Record<Name, Loaded>;
    for (const name of Object.keys(yardsticks) as (keyof typeof yardsticks)[])
      servers[name] = { subject: await run(programs.yardstick, [name], more), headers };
    const raw = await inTurn(servers, rounds, seconds);
    return { rows: rowsOf(raw), raw };
  } finally {
    for (const subject of running) await subject.close();
  }
}

/** What a verifier of ours is given: the public keys, and who issues. */
async function verifying({ origin }: Subject): Promise<Record<string, string>> {
  const answer = await fetch(`${origin}/.well-known/jwks.json`, { headers: passage });
  return { JWKS: await answer.text(), TOKEN_ISSUER: 'https://test.reference-api.example' };
}

function rowsOf(raw: Record<Name, Round[]>): Row[] {
  const of = (name: Name, what: 'perSecond' | 'p99' | 'cpu') => raw[name].map((round) => round[what]);
  const [speed, slow, cpu] = [of('ours', 'perSecond'), of('ours', 'p99'), of('ours', 'cpu')];
  const against = (name: keyof typeof yardsticks, least?: number): Row => {
    const found = ratios(speed, of(name, 'perSecond'));
    return {
      what: `read, all layers: answers a second, against ${yardsticks[name]}`,
      ours: spread(speed, perSecond),
      yardstick: spread(of(name, 'perSecond'), perSecond),
      ratio: spread(found, times),
      ...(least !== undefined && atLeast(found, least)),
    };
  };
  const processor = (name: keyof typeof yardsticks): Row => ({
    what: `read, all layers: processor time of the server, against ${yardsticks[name]}`,
    ours: spread(cpu, micros),
    yardstick: spread(of(name, 'cpu'), micros),
    ratio: spread(ratios(cpu, of(name, 'cpu')), times),
  });
  const tail = ratios(slow, of('jose', 'p99'));
  return [
    against('jose', 1),
    against('open', 0.5),
    against('layered'),
    {
      what: `read, all layers: slowest in a hundred, against ${yardsticks.jose}`,
      ours: spread(slow, msFine),
      yardstick: spread(of('jose', 'p99'), msFine),
      ratio: spread(tail, times),
      ...atMost(tail, 1.5),
    },
    processor('jose'),
    processor('open'),
    processor('layered'),
  ];
}

// What each layer costs, and what a token costs the first time and again (inside.ts measures; this names the rows).
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { progress } from '../progress.ts';
import type { Row } from '../report.ts';
import { ms, ratios, spread, times } from '../statistics.ts';
import { type Inside, layers } from './inside.ts';
import type { Surroundings } from './surroundings.ts';
import { atLeast, atMost, micros, microsFine } from './targets.ts';

const names: Readonly<Record<(typeof layers)[number], string>> = {
  L1: 'edge: limits, screening, proof of passage',
  L2: 'gateway: address, allowlist, two quotas in Redis',
  L3: 'authentication; without it the claims are still read',
  L4: 'decision; row security stays on',
  L5: 'contracts of parameters and answer',
  L6: 'decryption of the text',
};

export async function measureInside(
  around: Surroundings,
  rounds: number,
): Promise<{ rows: readonly Row[]; raw: Inside }> {
  progress('Layers switched off in turn, and tokens verified, in one process');
  const env = await around.environment();
  const { DATABASE_URL = '' } = await around.environment();
  const child = fork(resolve(import.meta.dirname, 'inside.ts'), {
    execArgv: [],
    env: {
      PATH: process.env['PATH'] ?? '',
      ...env,
      CLEAR_DATABASE_URL: DATABASE_URL,
      ROUNDS: String(rounds * 3),
    },
  });
  const raw = await new Promise<Inside>((found, failed) => {
    child.once('message', (message) => found(message as Inside));
    child.once('exit', (code) => failed(new Error(`inside.ts ended with ${code}`)));
  });
  return { rows: [...verifyingRows(raw.verifying), ...layerRows(raw.layers)], raw };
}

function verifyingRows(found: Inside['verifying']): Row[] {
  const speed = ratios(found.nodeCrypto, found.ours);
  return [
    {
      what: 'token, first time, 50 at once: speed, against node:crypto',
      ours: spread(found.ours, ms),
      yardstick: spread(found.nodeCrypto, ms),
      ratio: spread(speed, times),
      ...atLeast(speed, 0.65),
    },
    {
      what: 'token, first time, 50 at once: processor time each',
      ours: spread(found.oursCpu, micros),
      yardstick: spread(found.nodeCryptoCpu, micros),
      ratio: spread(ratios(found.oursCpu, found.nodeCryptoCpu), times),
    },
    {
      what: 'token, verified before: processor time',
      ours: spread(found.again, microsFine),
      ...atMost(found.again, 10, 'µs'),
    },
  ];
}

function layerRows(found: Inside['layers']): Row[] {
  return [
    { what: 'in process, all layers: processor time a read', ours: spread(found.all, micros) },
    ...layers.map((layer) => ({
      what: `${layer}, ${names[layer]}`,
      ours: spread(
        found.all.map((cost, at) => cost - (found[layer][at] ?? Number.NaN)),
        micros,
      ),
      yardstick: `without: ${spread(found[layer], micros)}`,
    })),
  ];
}

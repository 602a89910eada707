// The reference API under load: what its layers cost against handlers without them. A benchmark: a missed target is told,
// and nothing fails.

import { measureInside } from './api/layers.ts';
import { connections, generator } from './api/load.ts';
import { measureReads } from './api/reading.ts';
import { measureStarts } from './api/starting.ts';
import { openSurroundings } from './api/surroundings.ts';
import type { PartReport } from './report.ts';

export async function measureApi(runs: number): Promise<PartReport> {
  const rounds = runs === 1 ? 2 : runs + 2;
  const seconds = runs === 1 ? 2 : 4;
  const around = await openSurroundings();
  try {
    const reads = await measureReads(around, rounds, seconds);
    const inside = await measureInside(around, rounds);
    const starts = await measureStarts(around, Math.min(rounds, 3), seconds);
    return {
      title: `The reference API: ${connections} keep-alive connections (${generator}), rounds of each in turn: ${rounds}`,
      rows: [...reads.rows, ...inside.rows, ...starts.rows],
      notes,
      raw: { reads: reads.raw, inside: inside.raw, starts: starts.raw },
    };
  } finally {
    await around.close();
  }
}

const notes = [
  'Ours: main.ts as in production but for TLS to the databases, each in its own process; Server-Timing is on. Same headers, document and PostgreSQL for all.',
  'Fairness: our pool lets independent reads share a connection and pipelines them (storage/pg-lanes.ts); the pool of 20 of the yardsticks, as pg makes it, does not. Part of the ratio is that choice.',
  '(2): verifies RS256 each time, one prepared SELECT, no row security, sends the sealed text. (3): the same without the token. (2′): what ours does, written plainly.',
  'Targets are judged by the median of paired ratios. Load, servers and databases share the processors of this machine, so a slow database counts against whoever uses it more.',
  'Server processor time includes all threads; of a read it includes its line in the log and its entry in the audit trail.',
  'Memory of the bundle: with the environment of the image (Dockerfile: heap limits, malloc, threads); from the sources: with none.',
  'Layers: the difference to an app without that one, blocks of 500 reads in turn, 50 at once, on PostgreSQL and Redis.',
];

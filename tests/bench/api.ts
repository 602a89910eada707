// The reference API under load: what its layers cost against handlers without them. A benchmark: a missed target is told,
// and nothing fails.
import { connections, generator } from './api/load.ts';
import { measureReads } from './api/reading.ts';
import { openSurroundings } from './api/surroundings.ts';
import type { PartReport } from './report.ts';

export async function measureApi(runs: number): Promise<PartReport> {
  const rounds = runs === 1 ? 2 : runs + 2;
  const seconds = runs === 1 ? 2 : 4;
  const around = await openSurroundings();
  try {
    const reads = await measureReads(around, rounds, seconds);
    return {
      title: `The reference API: ${connections} keep-alive connections (${generator}), rounds of each in turn: ${rounds}`,
      rows: [...reads.rows],
      notes: [],
      raw: { reads: reads.raw },
    };
  } finally {
    await around.close();
  }
}

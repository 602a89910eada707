// Does building stay linear? The project, copied to a temporary folder, built with 250, 500 and 1,000 generated pages more.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { budgets } from './budgets.ts';
import { run } from './command.ts';
import { copyProject, generatePages } from './copied-project.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, within } from './report.ts';
import { median, ms, seconds, spread, sum, times } from './statistics.ts';

const sizes = [0, 250, 500, 1000] as const;
type Size = (typeof sizes)[number];

interface Took {
  readonly wall: number;
  /** Processor time of the build's Node processes, which other people's work on the machine does not stretch. */
  readonly cpu: number;
}

export async function measureBuild(runs: number): Promise<PartReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-build-'));
  const took: Record<Size, Took[]> = { 0: [], 250: [], 500: [], 1000: [] };
  try {
    copyProject(resolve('.'), folder);
    for (let round = 1; round <= runs; round += 1) {
      for (const size of sizes) {
        progress(`Build, round ${round} of ${runs}: ${size} pages more`);
        generatePages(folder, size);
        took[size].push(await timed(folder));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    title: `Building with generated pages (MDX: headings, a list, a code fence), ${runs} builds of each in turn`,
    rows: rows(took),
    notes: [
      'Each build starts without a content cache. Growth is judged by processor time: wall time tells what else the machine did.',
    ],
    raw: took,
  };
}

async function timed(folder: string): Promise<Took> {
  const note = join(folder, 'cpu-time.txt');
  rmSync(note, { force: true });
  const preload = pathToFileURL(join(import.meta.dirname, 'cpu-time.ts'));
  const since = performance.now();
  await run(['astro', 'build'], folder, { BENCH_CPU_TIME: note, NODE_OPTIONS: `--import=${preload}` });
  const wall = performance.now() - since;
  return { wall, cpu: sum(readFileSync(note, 'utf8').trim().split('\n').map(Number)) };
}

function rows(took: Record<Size, Took[]>): Row[] {
  const cpu = (size: Size): number[] => took[size].map((time) => time.cpu);
  const perPage = (from: Size, to: Size): number[] =>
    cpu(to).map((time, at) => (time - (cpu(from)[at] ?? Number.NaN)) / (to - from));
  const slope = (from: Size, to: Size): number => (median(cpu(to)) - median(cpu(from))) / (to - from);
  const growth = slope(500, 1000) / slope(250, 500);
  return [
    ...sizes.map((size) => ({
      what: size === 0 ? 'the site alone, processor' : `and ${size} pages, processor`,
      ours: spread(cpu(size), seconds),
      yardstick: `wall: ${spread(
        took[size].map(({ wall }) => wall),
        seconds,
      )}`,
    })),
    { what: 'a page more, 0 to 250', ours: spread(perPage(0, 250), ms) },
    { what: 'a page more, 250 to 500', ours: spread(perPage(250, 500), ms) },
    { what: 'a page more, 500 to 1,000', ours: spread(perPage(500, 1000), ms) },
    {
      what: 'growth: 500 to 1,000 over 250 to 500',
      ours: spread([growth], times),
      yardstick: 'a straight line: 1.00',
      ratio: spread([growth], times),
      budget: `≤ ${budgets.buildLinearity}`,
      verdict: within(growth, budgets.buildLinearity),
    },
  ];
}

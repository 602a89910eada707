// Keeps a run for the build, which shows it as evidence: with the lines that decided, the commit and the host.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { commit } from '../../../infra/local/commit.ts';
import { barriers } from '../barriers.ts';
import type { Result } from '../evidence.ts';
import { packed } from '../pack/pack.ts';
import { hashOfSources } from './sources.ts';

export const resultsFile = '.cache/proofs/results.json';

/** Line of the text that decided; 0 where it is not found, which a test would have caught. */
function lineOf(file: string, mark: string): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(mark)) + 1
  );
}

/** @param host in words: "PostgreSQL 18 and Redis". */
export function writeResults(host: string, results: readonly Result[], file = resultsFile): void {
  const rules = Object.fromEntries(
    Object.entries(barriers).map(([rule, { file: source, mark }]) => [
      rule,
      { file: source, line: lineOf(source, mark) },
    ]),
  );
  const run = {
    format: 2,
    host,
    commit: commit(),
    date: new Date().toISOString(),
    sources: hashOfSources(),
    results: results.map((one) => packed(one, rules)).sort((a, b) => a.id.localeCompare(b.id)),
    rules,
  };
  mkdirSync('.cache/proofs', { recursive: true });
  writeFileSync(`${file}.part`, JSON.stringify(run, null, 1));
  renameSync(`${file}.part`, file);
}

// `npm run bench`: measures the built site against its yardsticks. All parts, or those named:
// node tests/bench/run.ts reading|build|bytes|drawing|api|runtime|proofs|postgres|validation|intake|router|start [--quick]
import { parseArgs } from 'node:util';
import { measureApi } from './api.ts';
import { measureBuild } from './build-time.ts';
import { measureBytes } from './bytes.ts';
import { measureDrawing } from './drawing.ts';
import { measureIntake } from './intake.ts';
import { measurePostgres } from './postgres.ts';
import { measureProofs } from './proofs.ts';
import { measureReading } from './reading.ts';
import { type PartReport, save, table } from './report.ts';
import { measureRouter } from './router.ts';
import { measureRuntime } from './runtime.ts';
import { measureStart } from './start.ts';
import { measureValidation } from './validation.ts';

const parts: Readonly<Record<string, (runs: number) => Promise<PartReport>>> = {
  reading: measureReading,
  bytes: measureBytes,
  drawing: measureDrawing,
  build: measureBuild,
  api: measureApi,
  runtime: measureRuntime,
  validation: measureValidation,
  proofs: measureProofs,
  intake: measureIntake,
  router: measureRouter,
  postgres: measurePostgres,
  start: measureStart,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`✗ The bench has no part "${unknown[0]}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

// An interrupted bench exits in order, so that it leaves no browser behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const runs = values.quick ? 1 : 5;
const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const reports: Record<string, PartReport> = {};
for (const name of chosen) {
  try {
    reports[name] = (await parts[name]?.(runs)) as PartReport;
  } catch (error) {
    console.error(`✗ ${name} could not be measured: ${error instanceof Error ? error.stack : error}`);
    process.exitCode = 1;
  }
}

for (const report of Object.values(reports)) console.log(table(report));
const date = new Date().toISOString();
const file = `.cache/bench/${date.slice(0, 19).replaceAll(':', '-')}.json`;
save(file, { date, node: process.version, runs, parts: reports });
console.log(`\nEvery measurement: ${file}${values.quick ? ' (one run each: --quick says little)' : ''}`);

// Compares, says what differs, and leaves the receipt that the pages show: `node infra/gate/command.ts`. It ends with 1 when
// anything differs. Template and model are both named, since either may be the one that is wrong.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deployment } from '../../src/architecture/deployed.ts';
import { synthesise } from '../synth.ts';
import { pipeline } from '../workflows/pipeline.ts';
import { readWorkflows } from '../workflows/read.ts';
import { gate, inWords } from './gate.ts';
import { modelOf } from './model.ts';

const folder = '.cache/gate';
const file = `${folder}/receipt.json`;

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** "1a2b3c4", with a + when files have changed since; "unknown" outside a repository. */
function commit(): string {
  const head = git('rev-parse', '--short=7', 'HEAD');
  if (head === '') return 'unknown';
  return git('status', '--porcelain', '--untracked-files=no') === '' ? head : `${head}+`;
}

const { templates } = await synthesise(['lavbytes-reference']);
const workflows = readWorkflows();
const { complaints, receipt } = gate(modelOf(deployment), templates, workflows);
rmSync(file, { force: true });
if (complaints.length > 0) {
  console.error(`✗ The pictures and what is deployed differ in ${complaints.length} places.\n`);
  for (const complaint of complaints) console.error(`  ${inWords(complaint)}\n`);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  const shown = {
    format: 1,
    commit: commit(),
    ...receipt,
    pipeline: pipeline(workflows, '.github/workflows/deliver.yml'),
  };
  writeFileSync(`${file}.part`, `${JSON.stringify(shown, null, 1)}\n`);
  renameSync(`${file}.part`, file);
  const { resources, boxes, arrows, properties, edges, hidden } = receipt;
  console.log(
    `  ${resources} resources: ${boxes} behind boxes, ${arrows} behind arrows, ${hidden.reduce((sum, { count }) => sum + count, 0)} hidden with a reason; ${edges.length} arrows, ${properties.length} properties hold`,
  );
}

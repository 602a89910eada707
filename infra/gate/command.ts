// Compares, says what differs, and leaves the receipt that the pages show: `node infra/gate/command.ts`. After a build, with
// `headers`, it compares the site's headers instead, whose template needs the build. It ends with 1 when anything differs.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deployment } from '../../src/architecture/deployed.ts';
import type { Hashes } from '../../src/headers.ts';
import { commit } from '../local/commit.ts';
import { synthesise, type Template } from '../synth.ts';
import { entry, pipeline } from '../workflows/pipeline.ts';
import { readWorkflows } from '../workflows/read.ts';
import { type Complaint, gate, inWords } from './gate.ts';
import { headerDrift } from './headers.ts';
import { modelOf } from './model.ts';

const folder = '.cache/gate';
const file = `${folder}/receipt.json`;

function told(complaints: readonly Complaint[], of: string): boolean {
  if (complaints.length === 0) return true;
  console.error(`✗ ${of} differ in ${complaints.length} places.\n`);
  for (const complaint of complaints) console.error(`  ${inWords(complaint)}\n`);
  process.exitCode = 1;
  return false;
}

async function pictures(): Promise<void> {
  const { templates } = await synthesise(['lavbytes-reference']);
  const workflows = readWorkflows();
  const { complaints, receipt } = gate(modelOf(deployment), templates, workflows);
  rmSync(file, { force: true });
  if (!told(complaints, 'The pictures and what is deployed')) return;
  const shown = { format: 1, commit: commit(), ...receipt, pipeline: pipeline(workflows, entry) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(shown, null, 1)}\n`);
  renameSync(`${file}.part`, file);
  const { resources, boxes, arrows, properties, edges, hidden } = receipt;
  const left = hidden.reduce((sum, { count }) => sum + count, 0);
  console.log(
    `  ${resources} resources: ${boxes} behind boxes, ${arrows} behind arrows, ${left} in no picture, with a reason`,
  );
  console.log(`  ${edges.length} arrows and ${properties.length} properties hold`);
}

async function headers(): Promise<void> {
  const { templates } = await synthesise(['lavbytes-site']);
  const hashes: Hashes = JSON.parse(readFileSync('.cache/hashes.json', 'utf8'));
  const { complaints, checked } = headerDrift(templates['lavbytes-site'] as Template, hashes);
  if (told(complaints, 'The headers of the site')) console.log(`  ${checked} headers hold`);
}

await (process.argv[2] === 'headers' ? headers() : pictures());

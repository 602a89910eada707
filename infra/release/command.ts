// What the steps of the workflows run: `node infra/release/command.ts <step>`. Everything that it is given comes through the
// environment; what later steps need goes to $GITHUB_OUTPUT.
import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { awsCli } from './aws.ts';
import { imageFaults, parseDigest } from './image.ts';
import { push } from './push.ts';
import { healthCheck, rollBack, rollOut, type Target } from './roll-out.ts';
import { copyOf, staticAssets } from './static-assets.ts';

const run = promisify(execFile);
const aws = awsCli();
const say = (line: string) => console.log(`  ${line}`);
const wait = () => setTimeout(10_000);
/** Half an hour: longer than the template's grace period and the slowest start together. */
const waiting = { wait, tries: 180, say };

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this step runs in a workflow, which sets it.`);
  return value;
}
const target = (): Target => ({ cluster: given('CLUSTER'), service: given('SERVICE') });
const out = (name: string, value: string) => appendFileSync(given('GITHUB_OUTPUT'), `${name}=${value}\n`);
const skopeo = async (...args: string[]) => (await run('skopeo', args)).stdout;
const archive = () => `oci-archive:${given('IMAGE')}`;
const builtDigest = async () => parseDigest(await skopeo('inspect', '--format', '{{.Digest}}', archive()));

const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  async inspect() {
    const faults = imageFaults(JSON.parse(await skopeo('inspect', '--config', archive())));
    if (faults.length > 0) throw new Error(`The image must not be stored: ${faults.join('; ')}.`);
    say(`built ${await builtDigest()}`);
  },
  async push() {
    const copy = (to: string) => skopeo('copy', '--preserve-digests', archive(), `docker://${to}`);
    const name = given('REPOSITORY_NAME');
    const stored = await push({ aws, copy, wait, say }, name, given('REVISION'), await builtDigest());
    out('repository', stored.repository);
    out('digest', stored.digest);
  },
  async 'static-assets'() {
    const room = mkdtempSync(join(tmpdir(), 'static-assets-'));
    const image = join(room, 'image');
    await skopeo('copy', archive(), `dir:${image}`);
    const folder = await staticAssets(image, join(room, 'out'));
    await run('aws', copyOf(folder, given('STATIC_ASSETS_BUCKET')));
    say(`${readdirSync(folder, { recursive: true }).length} files and folders are in the bucket`);
  },
  async 'roll-out'() {
    const { taskDefinition, previous } = await rollOut(aws, target(), given('REPOSITORY'), given('DIGEST'));
    out('task-definition', taskDefinition);
    out('previous', previous);
    say(`${previous} → ${taskDefinition}`);
  },
  async 'health-check'() {
    const rollout = { taskDefinition: given('TASK_DEFINITION'), previous: given('PREVIOUS') };
    await healthCheck(aws, target(), rollout, parseDigest(given('DIGEST')), waiting);
    say(`${rollout.taskDefinition} runs, with the image that was built`);
  },
  'roll-back': async () => say(`${await rollBack(aws, target(), waiting)} runs`),
};

const step = steps[process.argv[2] ?? ''];
if (step === undefined) {
  console.error(`✗ There is no step "${process.argv[2]}". There are: ${Object.keys(steps).join(', ')}.`);
  process.exitCode = 1;
} else {
  await step().catch((error: unknown) => {
    console.error(`✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  });
}

// Templates of the stacks as JSON objects: made by `cdk synth --strict` in a process of its own, offline and without credentials,
// with the example values, and kept below .cache/infra/ under a hash of what they are made from.
//   node infra/synth.ts [--before-build] [stack…]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chosen, listed, type StackName, stackNames } from './stacks.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly [other: string]: unknown;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

export interface Synthesis {
  readonly templates: Readonly<Record<string, Template>>;
  /** Those that were made now; the others were there already. */
  readonly made: readonly StackName[];
}

const cache = '.cache/infra';

/**
 * From the repository's root. Without names, all stacks.
 * @throws with what `cdk` said: a fault of the code, a finding that nobody acknowledged, a warning
 */
export async function synthesise(names: readonly StackName[] = stackNames): Promise<Synthesis> {
  const places = new Map(names.map((name) => [name, join(cache, `${name}-${hashOf(name)}.json`)]));
  const missing = names.filter((name) => !existsSync(places.get(name) as string));
  if (missing.length > 0) {
    const out = join(cache, `out-${process.pid}-${crypto.randomUUID().slice(0, 8)}`);
    mkdirSync(cache, { recursive: true });
    try {
      await cdk(missing, out);
      for (const name of missing) keep(name, join(out, `${name}.template.json`), places.get(name) as string);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }
  const read = (place: string): Template => JSON.parse(readFileSync(place, 'utf8'));
  return {
    templates: Object.fromEntries([...places].map(([name, place]) => [name, read(place)])),
    made: missing,
  };
}

/** One file a stack: what an earlier state of the sources gave goes. Somebody else may be making, or reading, the same one. */
function keep(name: StackName, from: string, to: string): void {
  renameSync(from, to);
  for (const file of readdirSync(cache))
    if (file.startsWith(`${name}-`) && file.endsWith('.json') && join(cache, file) !== to)
      rmSync(join(cache, file), { force: true });
}

async function cdk(names: readonly StackName[], out: string): Promise<void> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');
  const context = ['-c', 'example=yes', '-c', `stacks=${names.join(',')}`];
  const args = ['synth', '--strict', '--quiet', '--no-notices', '--no-lookups', '--output', out, ...context];
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Whoever has credentials here: a synthesis does not look at them.
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true', AWS_PROFILE: '', CI: 'true', NO_COLOR: '1' },
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`cdk synth --strict ended with ${code}.\n${Buffer.concat(said)}`);
}

/** Everything that a template is made from: this folder's own files, the stack's sources, the versions of what reads them. */
export function hashOf(name: StackName): string {
  const hash = createHash('sha256');
  const versions = JSON.parse(readFileSync('package.json', 'utf8')).devDependencies;
  for (const part of ['aws-cdk', 'aws-cdk-lib', 'cdk-nag', 'constructs'])
    hash.update(`${part} ${versions[part]}\n`);
  const own = readdirSync('infra').filter((file) => file.endsWith('.ts'));
  const files = [
    'cdk.json',
    ...own.map((file) => `infra/${file}`),
    ...listed[name].sources.flatMap(filesBelow),
  ];
  for (const file of files.filter((each) => !each.endsWith('.test.ts')).sort())
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) throw new Error(`${path} is not there; the stack’s list of sources names it.`);
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [path];
  }
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const names = chosen(args.filter((arg) => !arg.startsWith('--')));
  const early = args.includes('--before-build');
  const since = performance.now();
  const { templates, made } = await synthesise(names.filter((name) => !(early && listed[name].afterBuild)));
  for (const [name, { Resources }] of Object.entries(templates))
    console.log(`  ${name.padEnd(24)}${String(Object.keys(Resources).length).padStart(5)} resources`);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(made.length === 0 ? '  nothing changed since the last time' : `  made in ${seconds} s`);
}

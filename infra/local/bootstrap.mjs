// The front door of every npm script: brings the locked dependencies and Node 24, then hands the task on.
// Plain JavaScript without dependencies, because it runs before either is there, on any Node from 20.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [task = 'start', ...rest] = process.argv.slice(2);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const say = (line) => console.log(`▸ ${line}`);

function fail(what, why, todo) {
  console.error(`\n✗ ${what}\n  Why: ${why}\n  What to do: ${todo}`);
  process.exit(1);
}

const packagesIn = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** What is installed differs from the lockfile: npm writes the hidden lockfile last, so a broken install counts too. */
function installReason() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return 'nothing is installed yet';
  const installed = packagesIn('node_modules/.package-lock.json');
  for (const [path, { version, integrity, optional }] of Object.entries(packagesIn('package-lock.json'))) {
    if (path === '' || (optional && !installed[path])) continue;
    if (installed[path]?.version !== version || installed[path]?.integrity !== integrity)
      return `${path.replace('node_modules/', '')} differs from the lockfile`;
  }
  return undefined;
}

function install(reason) {
  say(`Installing the locked dependencies (${reason}); this takes a minute`);
  const since = performance.now();
  // npm start tells where its npm is: no search, and no npm.cmd on Windows.
  const cli = process.env.npm_execpath;
  const npm = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
  const argv = [...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync(argv[0], argv.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0)
    fail(
      'The dependencies could not be installed.',
      done.error?.message ?? `npm ci ended with ${done.status ?? done.signal}; its message stands above.`,
      'check that this machine reaches its npm registry (npm ping), then run the same command again.',
    );
  say(`Dependencies installed in ${seconds(since)}`);
}

const versionOf = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();

/** Node 24 from the locked package of this platform, or the installed Node when it is new enough. */
function node24() {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(optionalDependencies)) {
    const folder = join(root, 'node_modules', name);
    if (!existsSync(join(folder, 'package.json'))) continue;
    const { bin, os, cpu } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (![os].flat().includes(process.platform) || ![cpu].flat().includes(process.arch)) continue;
    const node = join(folder, bin.node);
    const version = versionOf(node);
    if (version) return { node, version };
  }
  if (Number(process.versions.node.split('.')[0]) >= 24)
    return { node: process.execPath, version: process.version };
  return fail(
    'Node 24 is not here.',
    `no locked package brings it for ${process.platform}-${process.arch}, and the installed Node is ${process.version}.`,
    'install Node 24 or newer from your usual source, then run the same command again.',
  );
}

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(
    `Node ${process.versions.node} is too old.`,
    'this project starts from Node 20.',
    'install Node 20 or newer.',
  );

const started = performance.now();
const reason = installReason();
if (reason) install(reason);
const { node, version } = node24();
say(`${task}: with Node ${version.slice(1)}`);

const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const child = spawn(node, [join(root, 'infra', 'local', 'run.ts'), task, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (!signal) say(`${task}: ${code === 0 ? 'done' : 'failed'} after ${seconds(started)}`);
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});

// Builds the front end into one folder that starts with `node server.js`: node demos/reference-web/host/build.ts <folder>
// Next writes into the folder that it builds (types, settings), so it gets a copy.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = resolve(source, '..', '..');

/** @throws with what Next said. */
export async function build(out: string): Promise<void> {
  const cache = join(repository, '.cache');
  mkdirSync(cache, { recursive: true });
  // Below the repository, so that the packages are found; one for each build that runs.
  const copy = mkdtempSync(join(cache, 'reference-web-'));
  try {
    cpSync(source, copy, {
      recursive: true,
      filter: (path) => !/\/host$|\.test\.ts$|\/tsconfig\.json$/.test(path),
    });
    const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
    const child = spawn(process.execPath, [next, 'build', copy], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: copy,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        REPOSITORY: repository,
      },
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`next build ended with ${code}.\n${Buffer.concat(said)}`);
    const made = join(copy, '.next/standalone');
    const own = join(made, copy.slice(repository.length + 1));
    rmSync(out, { recursive: true, force: true });
    cpSync(join(made, 'node_modules'), join(out, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    cpSync(own, out, { recursive: true, verbatimSymlinks: true });
    // For resizing images, which is off.
    for (const unused of ['sharp', '@img', 'detect-libc', 'semver'])
      rmSync(join(out, 'node_modules', unused), { recursive: true, force: true });
    cpSync(join(copy, '.next/static'), join(out, '.next/static'), { recursive: true });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [out] = process.argv.slice(2);
  if (!out) throw new Error('Where to? node demos/reference-web/host/build.ts <folder>');
  await build(resolve(out));
}

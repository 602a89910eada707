// A stand-in for the base image of both services, made of what is on this machine: its Node, a shell, four tools and the libraries
// that they load. It has no npm: the packages are lent to the build instead, and its `npm ci` only says so.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Builder {
  /** @param secondsAtMost after which it is taken for hung */
  buildah(args: readonly string[], secondsAtMost?: number): string;
  readonly storage: readonly string[];
  remove(): void;
}

const tools = ['sh', 'rm', 'install', 'mkdir', 'chmod'];

/** Why no image can be built here, or undefined. */
export function missing(): string | undefined {
  if (process.platform !== 'linux') return 'images are built on Linux';
  if (process.getuid?.() !== 0) return 'building in a chroot needs root';
  try {
    execFileSync('buildah', ['--version'], { stdio: 'ignore' });
  } catch {
    return 'buildah is not installed (apt-get install buildah)';
  }
  return undefined;
}

const where = (program: string): string =>
  execFileSync('sh', ['-c', `command -v ${program}`])
    .toString()
    .trim();

/** The libraries that a program loads, by the names it asks for. */
function libraries(program: string): string[] {
  const listed = execFileSync('ldd', [program]).toString();
  return [...listed.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file]) => file as string);
}

/** A place for images of our own, with the base in it. @param name as the recipes name it */
export function openBuilder(name: string): Builder {
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-images-'));
  const storage = [
    '--storage-driver',
    'vfs',
    '--root',
    join(folder, 'root'),
    '--runroot',
    join(folder, 'run'),
  ];
  const buildah = (args: readonly string[], secondsAtMost = 120): string =>
    execFileSync('buildah', [...storage, ...args], {
      timeout: secondsAtMost * 1000,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    })
      .toString()
      .trim();

  const base = join(folder, 'base');
  const put = (from: string, to = from): void => {
    mkdirSync(dirname(join(base, to)), { recursive: true });
    cpSync(realpathSync(from), join(base, to));
  };
  put(process.execPath, '/usr/local/bin/node');
  const programs = tools.map(where);
  for (const [index, tool] of tools.entries()) put(programs[index] as string, `/bin/${tool}`);
  for (const file of new Set([process.execPath, ...programs].flatMap(libraries))) put(file);
  const npm = join(base, 'usr/local/bin/npm');
  writeFileSync(npm, '#!/bin/sh\necho "packages are lent, not fetched: npm $*"\n');
  chmodSync(npm, 0o755);
  mkdirSync(join(base, 'tmp'));
  chmodSync(join(base, 'tmp'), 0o1777);
  mkdirSync(join(base, 'etc'), { recursive: true });
  writeFileSync(join(base, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\nnode:x:1000:1000:node:/tmp:/bin/sh\n');
  writeFileSync(join(base, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');

  const container = buildah(['from', 'scratch']);
  buildah(['copy', container, base, '/']);
  buildah(['config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', container]);
  buildah(['commit', '--rm', '--quiet', container, `localhost/${name}`]);
  rmSync(base, { recursive: true });
  return { buildah, storage, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

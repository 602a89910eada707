// npm leaves a platform's optional package out of the lockfile when the registry it asked has no such version, and
// `npm ci` then refuses the whole lockfile everywhere. Run this file after adding packages: it writes the left-out
// entries with the version their parent pins. They carry no integrity, because nobody here has seen their bytes.
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Entry>>;

function isLocked(packages: Packages, from: string, name: string): boolean {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
  return (
    from !== '' && isLocked(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
  );
}

/** `@scope/tool-linux-arm64-musl` tells its platform in its name; every package concerned follows this. */
function platformOf(name: string): Entry {
  const found = /(android|darwin|freebsd|linux|openharmony|win32|windows)-([a-z0-9]+)-?(\w*)$/.exec(name);
  if (!found) return { cpu: ['wasm32'] };
  const [, os = '', cpu = '', abi = ''] = found;
  const libc = os === 'linux' && abi ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { cpu: [cpu], os: [os === 'windows' ? 'win32' : os], ...libc };
}

export function leftOut(packages: Packages): Record<string, Entry> {
  const entries: Record<string, Entry> = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies))
      if (!isLocked(packages, path, name))
        entries[`node_modules/${name}`] = {
          version: version.replace(/^[~^]/, ''),
          ...(dev ? { dev } : {}),
          optional: true,
          ...platformOf(name),
        };
  return entries;
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const added = leftOut(lock.packages);
  const sorted = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(
    'package-lock.json',
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  );
  console.log(`${Object.keys(added).length} entries added`);
}

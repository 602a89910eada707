// The lab's project: the reference API as a folder that plain Node runs. Its sources file by file without their types, so that an
// edit has its effect at the next start; each package it needs as one file in node_modules; nothing to install and no bundle.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path/posix';
import { build } from 'esbuild';
import { writeWhole } from './kept.ts';

/** By path in the project. */
export type Files = ReadonlyMap<string, Uint8Array>;

const api = 'demos/reference-api';
const entry = `${api}/host/alone.ts`;
const also = [`${api}/storage/migration-files.ts`];

const start = `// The reference API of the architecture pages, on its own: PostgreSQL as WebAssembly, memory for the rest, example people.
// Every file in reference-api/ is a source of the service with its types taken out. Change one and start again.
import { startAlone } from './reference-api/host/alone.js';
import { migrationFiles } from './reference-api/storage/migration-files.js';

await startAlone(new URL('./assets/', import.meta.url), migrationFiles());
`;

const readme = `# The reference API, on its own

    node api.mjs

It listens on http://127.0.0.1:3000 with two example organisations in it, and prints two commands to begin with. Node 20 or newer;
nothing is installed and nothing is fetched.

- \`reference-api/\`: the sources, file by file, with their types taken out. \`access/policy.js\` says who may do what.
- \`node_modules/\`: each package that they import as one file, with its licence.
- \`assets/\`: PostgreSQL as WebAssembly (PGlite), and a database with the example data, which is in memory once it runs:
  what you change is gone with the process.

Nothing in here is secret. The example people's password is public, and the keys are made at each start.
`;

export async function project(): Promise<Files> {
  const { sources, packages } = await reachable();
  const files = new Map<string, Uint8Array>();
  const put = (path: string, text: string) => files.set(path, new TextEncoder().encode(text));
  put('api.mjs', start);
  put('README.md', readme);
  const manifest = {
    name: 'lavbytes-reference-api',
    private: true,
    type: 'module',
    engines: { node: '>=20' },
    scripts: { start: 'node api.mjs' },
  };
  put('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  const written = plain(sources);
  for (const [path, text] of written) put(path, text);
  const migrations = `${api}/storage/migrations`;
  for (const name of readdirSync(migrations).filter((name) => name.endsWith('.sql')))
    files.set(`reference-api/storage/migrations/${name}`, readFileSync(`${migrations}/${name}`));
  const homes = Map.groupBy(packages, homeOf);
  for (const [path, bytes] of (
    await Promise.all([...homes].map(([home, names]) => asFiles(home, names, written)))
  ).flat())
    files.set(path, bytes);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function reachable(): Promise<{ sources: readonly string[]; packages: readonly string[] }> {
  const { metafile } = await build({
    entryPoints: [entry, ...also],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Left in place, so that they are seen as what they are: paths of this repository.
    alias: { '#api': `./${api}` },
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const external = imports.filter((one) => one.external && !one.path.startsWith('node:'));
  return {
    sources: Object.keys(metafile.inputs)
      .filter((path) => path.endsWith('.ts'))
      .sort(),
    packages: [...new Set(external.map(({ path }) => path))].sort(),
  };
}

/** Types become blanks, and the formatter takes the blanks away. Comments stay. */
function plain(sources: readonly string[]): readonly (readonly [string, string])[] {
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-project-'));
  const named = sources.map((source) => [source, relative('demos', source).replace(/\.ts$/, '.js')] as const);
  for (const [source, path] of named) {
    if (!source.startsWith(`${api}/`)) throw new Error(`${source} is no source of the reference API`);
    const code = stripTypeScriptTypes(readFileSync(source, 'utf8'));
    writeWhole(
      join(folder, path),
      code.replace(/(from |import\()'([^']+)\.ts'/g, (_, how, to) => `${how}'${specifier(source, to)}.js'`),
    );
  }
  const config = {
    root: true,
    formatter: { indentStyle: 'space', lineWidth: 110 },
    javascript: { formatter: { quoteStyle: 'single' } },
  };
  writeWhole(join(folder, 'biome.json'), JSON.stringify(config));
  execFileSync('node_modules/.bin/biome', ['format', '--write', '--config-path', folder, folder], {
    stdio: 'pipe',
  });
  const formatted = named.map(([, path]) => [path, readFileSync(join(folder, path), 'utf8')] as const);
  rmSync(folder, { recursive: true });
  return formatted;
}

function specifier(from: string, to: string): string {
  if (!to.startsWith('#api/')) return to;
  const path = relative(dirname(from), to.replace('#api', api));
  return path.startsWith('.') ? path : `./${path}`;
}

/** What the sources take from a package, so that its file holds no more: `export { a, default } from …`, or all of it. */
function exportsOf(name: string, sources: readonly (readonly [string, string])[]): string {
  const found = new RegExp(
    `^import (?:(\\w+),? ?)?(?:\\{([^}]*)\\})?(\\* as \\w+)? ?from '${name.replaceAll('.', '\\.')}'`,
    'gm',
  );
  const taken = sources.flatMap(([, text]) => [...text.matchAll(found)]);
  if (taken.length === 0 || taken.some(([, , , all]) => all !== undefined)) return `export * from '${name}';`;
  const names = taken.flatMap(([, one, named = '']) => [
    ...(one === undefined ? [] : ['default']),
    ...named.split(',').map((part) => part.trim().split(' as ')[0] ?? ''),
  ]);
  return `export { ${[...new Set(names)].filter(Boolean).join(', ')} } from '${name}';`;
}

const homeOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** A package's own folder in node_modules: one file for each entrance that the sources use, and the licence. */
async function asFiles(
  home: string,
  names: readonly string[],
  sources: readonly (readonly [string, string])[],
): Promise<[string, Uint8Array][]> {
  const source = `node_modules/${home}`;
  const files: [string, Uint8Array][] = [];
  const exports: Record<string, string> = {};
  for (const name of names) {
    const file = name === home ? 'index.js' : `${name.slice(home.length + 1).replaceAll('/', '-')}.js`;
    exports[`.${name.slice(home.length)}`] = `./${file}`;
    files.push([`${source}/${file}`, await asOneFile(exportsOf(name, sources))]);
  }
  const { version, license } = JSON.parse(readFileSync(`${source}/package.json`, 'utf8'));
  const licence = readdirSync(source).find((file) => /^licen[cs]e/i.test(file));
  const manifest = { name: home, version, license, type: 'module', exports };
  files.push([`${source}/package.json`, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)]);
  if (licence) files.push([`${source}/LICENSE`, readFileSync(`${source}/${licence}`)]);
  return files;
}

async function asOneFile(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

// Makes what a tab needs to run the API, in the folder that is given: worker, PGlite's two files, the data image, api.mjs, their
// brotli files and the manifest. `--plain`: without brotli, for the development server.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrationsHash } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import type { Manifest, ManifestFile } from '../contract.ts';
import { makeRecording, names } from '../recorded/make.ts';
import { nodeBundle, workerBundle } from './bundles.ts';
import { compressed } from './compressed.ts';
import { dataImage } from './image.ts';
import { kept, nameOf, writeWhole } from './kept.ts';
import { putLab, zipName } from './lab.ts';

const { values, positionals } = parseArgs({
  options: { plain: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = positionals[0] ?? 'dist/runtime';

const pglite = async (name: string): Promise<Buffer> =>
  readFileSync(new URL(import.meta.resolve('@electric-sql/pglite')).pathname.replace(/[^/]+$/, name));

const pgDump = async (): Promise<Buffer> =>
  readFileSync(
    new URL(import.meta.resolve('@electric-sql/pglite-tools')).pathname.replace(/[^/]+$/, 'pg_dump.wasm'),
  );

/** Largest first: it is the one the others are waited for with. */
const made = {
  wasm: { form: 'pglite.*.wasm', bytes: pglite('pglite.wasm') },
  image: { form: 'image.*.tar', bytes: dataImage() },
  data: { form: 'pglite.*.data', bytes: pglite('pglite.data') },
  start: { form: 'start.*.js', bytes: workerBundle('demos/runtime/tab/start.worker.ts') },
  worker: { form: 'api.*.js', bytes: workerBundle('demos/runtime/tab/api.worker.ts') },
  postgres: { form: 'postgres.*.js', bytes: workerBundle('demos/postgres/postgres.worker.ts') },
  dump: { form: 'pg_dump.*.wasm', bytes: pgDump() },
  node: { form: 'api.*.mjs', bytes: nodeBundle() },
} as const;

/** What is there in the end; names with a hash join as they are written. */
const written = new Set(['manifest.json', 'lab.json', zipName, 'recorded']);
function write(name: string, bytes: Uint8Array): void {
  written.add(name);
  writeWhole(`${folder}/${name}`, bytes);
}

async function put(form: string, making: Promise<Uint8Array>): Promise<ManifestFile> {
  const bytes = await making;
  const name = form.replace('*', nameOf(bytes));
  write(name, bytes);
  const small = values.plain ? bytes : await compressed(bytes);
  if (!values.plain) write(`${name}.br`, small);
  return { path: `/runtime/${name}`, bytes: bytes.length, transferred: small.length };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

const files = Object.fromEntries(
  await Promise.all(
    Object.entries(made).map(async ([name, { form, bytes }]) => [name, await put(form, bytes)] as const),
  ),
) as Manifest['files'];
const manifest: Manifest = {
  protocol: 2,
  commit: commit(),
  built: new Date().toISOString(),
  migrations: await migrationsHash(migrationFiles()),
  files,
};
writeWhole(`${folder}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
const { snapshot, zip } = await putLab(folder, {
  commit: manifest.commit,
  assets: {
    'pglite.wasm': { file: files.wasm, bytes: await made.wasm.bytes },
    'pglite.data': { file: files.data, bytes: await made.data.bytes },
    'image.tar': { file: files.image, bytes: await made.image.bytes },
  },
  put,
});
// Recorded anew at each build; the development server, which builds at each boot, records when the service has changed.
const recorded: string[] = [];
for (const name of names) {
  const record = async () => Buffer.from(`${JSON.stringify(await makeRecording(name, manifest.commit))}\n`);
  const text = values.plain
    ? await kept(`${name}-${nameOf(await made.node.bytes)}.json`, record)
    : await record();
  writeWhole(`${folder}/recorded/${name}.json`, text);
  recorded.push(`${name} ${(text.length / 1e3).toFixed(0)} KB`);
}
// Files of an earlier build go last: a page that is loading them in `astro dev` may still finish.
for (const name of readdirSync(folder))
  if (!written.has(name)) rmSync(`${folder}/${name}`, { recursive: true });
const size = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const { start, worker, wasm, data, image } = files;
const sum = [start, worker, wasm, data, image].reduce((total, file) => total + file.transferred, 0);
console.log(
  `  ${folder}: ${size(sum)} travel to a tab (worker ${size(worker.transferred)}, wasm ${size(wasm.transferred)}, data ${size(data.transferred)}, image ${size(image.transferred)})`,
);
console.log(`  ${folder}/recorded: ${recorded.join(', ')}`);
console.log(`  the lab: ${size(snapshot.transferred)} of sources beside them; ${size(zip.bytes)} as a zip`);

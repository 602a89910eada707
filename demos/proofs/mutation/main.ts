// node demos/proofs/mutation/main.ts [ID[:PROOF,…]…]: runs every proof, or the named ones, against each of these mutants (all of
// them by default; "none" is the service as it is) and prints one line of JSON for each. A process of its own: a mutant may do anything.
import { rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import type { Migration } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { bundleOf, textOf } from './bundle.ts';
import { kept, putBack } from './kept.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

type Bundled = typeof import('./bundled.ts');

/** What a mutant in these files does is in the data from the beginning. */
const fromTheStart = (mutant: Mutant): boolean =>
  editsOf(mutant).some(({ file }) => /\.sql$|^vault\//.test(file));

const migrationsOf = (mutant: Mutant | null): Migration[] =>
  migrationFiles().map(({ name }) => ({ name, text: textOf(`storage/migrations/${name}`, mutant) }));

let empty: Blob | File | undefined;
async function fresh({ prepare }: Bundled, mutant: Mutant | null): Promise<PGlite> {
  let db: PGlite;
  if (empty) db = await PGlite.create({ loadDataDir: empty });
  else {
    db = await PGlite.create();
    empty = await db.dumpDataDir('none');
  }
  await prepare(db, migrationsOf(mutant));
  return db;
}

let shared: PGlite | undefined;
async function trial(mutant: Mutant | null, named: readonly string[] | null): Promise<object> {
  let path = '';
  try {
    path = await bundleOf(mutant);
    const bundled = (await import(path)) as Bundled;
    if (mutant && fromTheStart(mutant)) {
      const db = await fresh(bundled, mutant);
      const results = await bundled.run(db, named);
      await db.close();
      return { results };
    }
    if (shared) await putBack(shared);
    else {
      shared = await fresh((await import(await bundleOf(null))) as Bundled, null);
      await kept(shared);
    }
    return { results: await bundled.run(shared, named) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  } finally {
    if (path !== '') rmSync(path, { force: true });
  }
}

const asked = process.argv.slice(2);
const wanted = asked.length > 0 ? asked : mutants.map(({ id }) => id);
// A mutant may leave a promise to nobody.
process.on('unhandledRejection', () => {});
for (const one of wanted) {
  const [id = '', names] = one.split(':');
  const mutant = mutants.find((known) => known.id === id) ?? null;
  if (mutant === null && id !== 'none') throw new Error(`There is no mutant ${id}.`);
  const start = performance.now();
  const done = await trial(mutant, names?.split(',') ?? null);
  process.stdout.write(`${JSON.stringify({ id, ms: Math.round(performance.now() - start), ...done })}\n`);
}
process.exit();

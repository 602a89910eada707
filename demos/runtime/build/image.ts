// The data image: a PostgreSQL data directory with tables and example data, so that a tab neither runs initdb nor migrates.
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { prepareEmbedded } from '#api/host/embedded.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { kept, nameOf } from './kept.ts';

/** Whatever decides what is in the image, beside the migrations. */
const sources = [
  './image.ts',
  '../../reference-api/storage/seed.ts',
  '../../reference-api/storage/examples.ts',
  '../../reference-api/storage/row-of.ts',
  '../../reference-api/secrets/sandbox.ts',
  '../../reference-api/vault/envelope.ts',
  '../../reference-api/vault/wrapping.ts',
  '../../../node_modules/@electric-sql/pglite/package.json',
];

export function dataImage(): Promise<Buffer> {
  const read = sources.map((name) => readFileSync(new URL(name, import.meta.url)));
  const migrations = migrationFiles();
  const name = nameOf(...read, JSON.stringify(migrations));
  return kept(`image-${name}.tar`, async () => {
    // WAL in pieces of 1 MB instead of 16, and only what a checkpoint needs of it.
    const db = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] });
    await prepareEmbedded(db, migrations);
    // Nobody creates a database in a tab: the two templates are two thirds of a fresh directory.
    await db.exec(`update pg_database set datistemplate = false where datname like 'template_'`);
    for (const template of ['template0', 'template1']) await db.exec(`drop database ${template}`);
    await db.exec(`alter system set min_wal_size = '2MB'`);
    await db.exec('vacuum (freeze, analyze)');
    await db.exec('select pg_switch_wal()');
    await db.exec('checkpoint');
    const image = await db.dumpDataDir('none');
    await db.close();
    return new Uint8Array(await image.arrayBuffer());
  });
}

// The build's own image, open in Node: for tests and for the recording.
import { readFileSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { dataImage } from '../runtime/build/image.ts';
import { openDatabase } from '../runtime/tab/open-database.ts';

const file = (name: string): ArrayBuffer =>
  bufferOf(
    readFileSync(new URL(import.meta.resolve('@electric-sql/pglite')).pathname.replace(/[^/]+$/, name)),
  );

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

let wasm: WebAssembly.Module | undefined;

/** @param directory instead of the build's image */
export async function testDatabase(directory?: ArrayBuffer): Promise<PGlite> {
  wasm ??= new WebAssembly.Module(file('pglite.wasm'));
  const image = directory ?? bufferOf(await dataImage());
  const { db } = await openDatabase({ wasm, data: file('pglite.data'), image });
  await db.exec(`set timezone = 'UTC'`);
  return db;
}

export async function dumped(db: PGlite): Promise<string> {
  const { pgDump } = await import('@electric-sql/pglite-tools/pg_dump');
  return (await pgDump({ pg: db as never })).text();
}

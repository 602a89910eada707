// api.mjs: the sandbox of the tab on Node, from a bare folder with pglite.wasm, pglite.data and image.tar beside it. Node 20 is
// enough, nothing is installed. PORT (0 takes a free one) and HOST come from the environment.
import { readFile } from 'node:fs/promises';
import { systemClock } from '../ids.ts';
import { jsonLog } from '../observe/log.ts';
import { openImage } from '../storage/from-image.ts';
import type { Migration } from '../storage/migrate.ts';
import { makeSigningKey, openEmbedded } from './embedded.ts';
import { endWell } from './lifecycle.ts';
import { listen } from './listen.ts';
import { bufferedOut } from './out.ts';
import { welcome } from './welcome.ts';

/** Put in by the bundler (demos/runtime/build). */
declare const MIGRATIONS: readonly Migration[];

const signingKey = makeSigningKey();
const beside = async (name: string) => new Uint8Array(await readFile(new URL(name, import.meta.url)));
const [wasm, data, image] = await Promise.all([
  beside('pglite.wasm').then((bytes) => WebAssembly.compile(bytes)),
  beside('pglite.data'),
  beside('image.tar'),
]);
const db = await openImage({ wasm, data: data.buffer, image: image.buffer });

const out = bufferedOut((text) => process.stdout.write(text));
const log = jsonLog(out.write, systemClock);
let draining = false;
const { app, close } = await openEmbedded({
  db,
  migrations: MIGRATIONS,
  fits: 'exactly',
  signingKey,
  log,
  // Nothing stands in front of this port, and it speaks plain HTTP.
  config: { requireTls: false },
  options: { draining: () => draining },
});
const where = { host: process.env['HOST'] ?? '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) };
const server = await listen(app, where);
log.write('info', 'listening', { host: where.host, port: server.port, mode: 'sandbox' });
out.write(welcome(where.host, server.port));
endWell({
  server,
  log,
  drainSeconds: 5,
  begin() {
    draining = true;
  },
  finish: close,
  flush: out.flush,
});

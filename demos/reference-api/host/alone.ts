// The sandbox of the tab on Node, from a folder with pglite.wasm, pglite.data and image.tar in it: api.mjs of the build, and the
// lab's project. Node 20 is enough, nothing is installed. PORT (0 takes a free one), HOST, LAYERS_OFF and BRIDGE_ORIGIN (bridge.ts)
// come from the environment.
import { readFile } from 'node:fs/promises';
import type { Layer } from '../deps.ts';
import { systemClock } from '../ids.ts';
import { jsonLog } from '../observe/log.ts';
import { openImage } from '../storage/from-image.ts';
import type { Migration } from '../storage/migrate.ts';
import { withBridge } from './bridge.ts';
import { makeSigningKey, openEmbedded } from './embedded.ts';
import { endWell } from './lifecycle.ts';
import { listen } from './listen.ts';
import { bufferedOut } from './out.ts';
import { welcome } from './welcome.ts';

/** Resolves when it listens; from then on the process is the service's. @param assets ends with a slash */
export async function startAlone(assets: URL, migrations: readonly Migration[]): Promise<void> {
  const { PORT = '3000', HOST = '127.0.0.1', LAYERS_OFF = '', BRIDGE_ORIGIN = '' } = process.env;
  const signingKey = makeSigningKey();
  const read = async (name: string) => new Uint8Array(await readFile(new URL(name, assets)));
  const [wasm, data, image] = await Promise.all([
    read('pglite.wasm').then((bytes) => WebAssembly.compile(bytes)),
    read('pglite.data'),
    read('image.tar'),
  ]);
  const db = await openImage({ wasm, data: data.buffer, image: image.buffer });

  const out = bufferedOut((text) => process.stdout.write(text));
  const log = jsonLog(out.write, systemClock);
  let draining = false;
  const { app, close } = await openEmbedded({
    db,
    migrations,
    fits: 'exactly',
    signingKey,
    log,
    // Nothing stands in front of this port, and it speaks plain HTTP.
    config: { requireTls: false, layersOff: LAYERS_OFF.split(',').filter(Boolean) as Layer[] },
    options: { draining: () => draining },
  });
  const served =
    BRIDGE_ORIGIN === ''
      ? app
      : withBridge(
          app,
          BRIDGE_ORIGIN,
          `Node ${process.versions.node} · PostgreSQL 18 (PGlite) · memory cache`,
        );
  const server = await listen(served, { host: HOST, port: Number(PORT) });
  log.write('info', 'listening', { host: HOST, port: server.port, mode: 'sandbox' });
  if (BRIDGE_ORIGIN === '') out.write(welcome(HOST, server.port));
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
}

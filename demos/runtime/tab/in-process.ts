// The tab's service without a tab, for tests: the same composition on the same image, in this process.
import { PGlite } from '@electric-sql/pglite';
import { type Embedded, makeSigningKey, openEmbedded } from '#api/host/embedded.ts';
import { losses } from '#api/storage/losses.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { dataImage } from '../build/image.ts';
import type { Running, Told } from '../contract.ts';
import { logTo, tracesTo } from './told.ts';

export async function runInProcess(): Promise<Running & { close(): Promise<void> }> {
  const signingKey = makeSigningKey();
  const image = new Blob([new Uint8Array(await dataImage())]);
  const hearers = new Set<(told: Told) => void>();
  const tell = (told: () => Told) => {
    for (const hear of hearers) hear(told());
  };
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const { set, through } = losses();

  const open = async (without: readonly string[]): Promise<Embedded> =>
    openEmbedded({
      db: await PGlite.create({ loadDataDir: image }),
      migrations: migrationFiles(),
      fits: 'exactly',
      signingKey,
      clock,
      log: logTo(tell),
      config: { layersOff: without as readonly never[] },
      through,
      options: { traced: tracesTo(tell) },
    });
  let api = await open([]);

  return {
    client: {
      label: { kind: 'tab', text: 'this process · PostgreSQL 18 (PGlite) · memory cache' },
      fetch: (path, { method = 'GET', headers = {}, body } = {}) =>
        api.app(
          new Request(`https://sandbox.reference-api.example${path}`, {
            method,
            headers,
            ...(body !== undefined && { body }),
          }),
        ),
    },
    listen(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    inspect: (sql) => api.inspect(sql),
    async reset(without = []) {
      set([]);
      await api.close();
      api = await open(without);
    },
    async lose(lost) {
      set(lost);
    },
    async advance(milliseconds) {
      ahead += milliseconds;
    },
    stop() {},
    ended: new Promise(() => {}),
    close: () => api.close(),
  };
}

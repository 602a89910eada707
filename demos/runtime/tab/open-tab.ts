// From a manifest to an API that answers: assets, database, service. Reset does the last two again, with the same key.
import { type Embedded, type EmbeddedOptions, openEmbedded } from '#api/host/embedded.ts';
import { type ImageParts, openImage } from '#api/storage/from-image.ts';
import type { Progress, Told } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { FromWorker, ToWorker } from '../messages.ts';
import { fetchFile, fetchModule, progressOf } from './assets.ts';
import { isDataDirectory } from './tar.ts';
import { logTo, tracesTo } from './told.ts';

export interface Tab {
  /** The one that answers now; during a reset, the next one. */
  api(): Promise<Embedded>;
  /** Ends it and opens another with the example data. @throws RuntimeFault when that cannot be fetched: then nothing is ended */
  reset(layersOff: readonly string[]): Promise<void>;
  /** Moves the clock of this one and of every later one. @throws RangeError for what is not whole milliseconds, a day at most */
  advance(milliseconds: number): void;
}

const day = 24 * 60 * 60 * 1000;

interface Given extends Pick<EmbeddedOptions, 'migrations' | 'signingKey'> {
  readonly say: (message: FromWorker) => void;
}

/** @throws RuntimeFault, ImageOutdated, or what PGlite throws for a data directory that is none */
export async function openTab(
  { manifest, database, layersOff }: Extract<ToWorker, { type: 'boot' }>,
  { migrations, signingKey, say }: Given,
): Promise<Tab> {
  const { wasm, data, image } = manifest.files;
  if (database !== null && !isDataDirectory(new Uint8Array(database)))
    throw new RuntimeFault({ code: 'asset-corrupt', detail: 'the file is no export of a database' });
  const progress = (now: Progress) => say({ type: 'progress', progress: now });
  const tell = (told: Told) => say({ type: 'told', told });
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };

  async function open(
    parts: ImageParts,
    fits: EmbeddedOptions['fits'],
    without: readonly string[],
  ): Promise<Embedded> {
    progress({ kind: 'starting', step: 'PostgreSQL' });
    const db = await openImage(parts);
    progress({ kind: 'starting', step: 'the API' });
    return openEmbedded({
      db,
      migrations,
      fits,
      signingKey,
      log: logTo(tell),
      clock,
      config: { layersOff: without as readonly never[] },
      options: { traced: tracesTo(tell) },
    });
  }

  const wanted = database === null ? [wasm, data, image] : [wasm, data];
  const count = progressOf(wanted, (received, total) => progress({ kind: 'loading', received, total }));
  const [module, files, directory] = await Promise.all([
    fetchModule(wasm, count(wasm)),
    fetchFile(data, count(data)),
    database === null ? fetchFile(image, count(image)) : database,
  ]);
  const parts: ImageParts = { wasm: module, data: files, image: directory };
  let current = Promise.resolve(await open(parts, database === null ? 'exactly' : 'onwards', layersOff));
  return {
    api: () => current,
    async reset(without) {
      const example = database === null ? directory : await fetchFile(image);
      current = current.then(async (old) => {
        await old.close();
        return open({ ...parts, image: example }, 'exactly', without);
      });
      await current;
    },
    advance(milliseconds) {
      // A part of a millisecond would go into the audit trail, which counts whole ones.
      if (!(Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds <= day))
        throw new RangeError('The clock goes on by whole milliseconds, a day at most.');
      ahead += milliseconds;
    },
  };
}

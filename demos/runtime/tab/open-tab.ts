// From what was fetched to an API that answers: database, service. Reset does the last two again, with the same key.
import { type Embedded, type EmbeddedOptions, openEmbedded } from '#api/host/embedded.ts';
import { type ImageParts, openImage } from '#api/storage/from-image.ts';
import { type Losable, losses } from '#api/storage/losses.ts';
import type { Progress } from '../contract.ts';
import type { Boot, FromWorker } from '../messages.ts';
import { fetchFile } from './assets.ts';
import { type Gathered, logTo, tracesTo } from './told.ts';

export interface Tab {
  /** The one that answers now; during a reset, the next one. */
  api(): Promise<Embedded>;
  /** Ends it and opens another with the example data. @throws RuntimeFault when that cannot be fetched: then nothing is ended */
  reset(layersOff: readonly string[]): Promise<void>;
  /** Moves the clock of this one and of every later one. @throws RangeError for what is not whole milliseconds, a day at most */
  advance(milliseconds: number): void;
  /** These ports refuse until the next call, or until a reset has begun. */
  lose(lost: readonly Losable[]): void;
}

const day = 24 * 60 * 60 * 1000;

interface Given extends Pick<EmbeddedOptions, 'migrations'> {
  readonly say: (message: FromWorker) => void;
  readonly tell: Gathered['tell'];
  /** The same at each call. First called when PostgreSQL runs: until then the two would share what cores there are. */
  readonly signingKey: () => EmbeddedOptions['signingKey'];
}

/** @throws RuntimeFault, ImageOutdated, or what PGlite throws for a data directory that is none */
export async function openTab(
  { manifest, database, layersOff }: Boot,
  fetching: Promise<ImageParts>,
  { migrations, signingKey, say, tell }: Given,
): Promise<Tab> {
  const progress = (now: Progress) => say({ type: 'progress', progress: now });
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const { set: lose, through } = losses();

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
      signingKey: signingKey(),
      log: logTo(tell),
      clock,
      config: { layersOff: without as readonly never[] },
      through,
      options: { traced: tracesTo(tell) },
    });
  }

  const parts = await fetching;
  let current = Promise.resolve(await open(parts, database === null ? 'exactly' : 'onwards', layersOff));
  return {
    api: () => current,
    async reset(without) {
      const example = database === null ? parts.image : await fetchFile(manifest.files.image);
      current = current.then(async (old) => {
        lose([]);
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
    lose,
  };
}

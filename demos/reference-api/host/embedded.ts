// The service whole in one process: a PGlite that is open already, memory for the rest, passwords by WebAssembly. The one
// composition root of the reader's tab, of api.mjs (embedded-node.ts) and of recorded runs. Web standards only: nothing from node:.
import type { PGlite } from '@electric-sql/pglite';
import { type App, createApp, type Options } from '../app.ts';
import type { Clock, Config, Deps, Log } from '../deps.ts';
import { productionLimits } from '../gateway/production-limits.ts';
import { type MadeKey, makeKey } from '../identity/make-key.ts';
import { wasmPasswords } from '../identity/passwords-wasm.ts';
import { systemClock, systemIds } from '../ids.ts';
import { exampleLeads } from '../leads/settings.ts';
import { sandboxIssuer, sandboxSecrets } from '../secrets/sandbox.ts';
import { memoryCache } from '../storage/memory.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import { appliedHash, type Migration, migrate, migrationsHash, type Owner } from '../storage/migrate.ts';
import { ownerPglite } from '../storage/owner-pglite.ts';
import { openPglite } from '../storage/pglite.ts';
import { seed } from '../storage/seed.ts';
import { sql } from '../storage/sql.ts';
import { webCipher } from '../vault/cipher.ts';
import { createVault } from '../vault/vault.ts';
import { writeAsStarted } from './as-started.ts';

export interface EmbeddedOptions {
  /** Its own user, and nobody used it yet: the API's role is taken on here, on its one connection. */
  readonly db: PGlite;
  readonly migrations: readonly Migration[];
  /**
   * 'exactly': the database has these migrations, neither more nor less (the built image).
   * 'onwards': it may be older, or empty, and is brought to them (a file of the reader's).
   */
  readonly fits: 'exactly' | 'onwards';
  /**
   * Signs every token of this start; one in the database is not used. Nobody waits for it here: the first who needs a key does
   * (signing in, the published set, a token to be checked).
   */
  readonly signingKey: MadeKey | Promise<MadeKey>;
  readonly log: Log;
  /** The system's, unless time is to be moved. */
  readonly clock?: Clock;
  readonly config?: Partial<Config>;
  /** The two ports as the service gets them: a tab can take them away (storage/losses.ts). */
  readonly through?: (ports: Pick<Deps, 'cache' | 'database'>) => Pick<Deps, 'cache' | 'database'>;
  readonly options?: Options;
}

export interface Rows {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface Embedded {
  readonly app: App;
  readonly deps: Deps;
  /**
   * SQL as the owner of the tables, in a transaction of its own, around the service: for a look behind it.
   * @returns the rows of the last statement. @throws the database's error
   */
  inspect(text: string): Promise<Rows>;
  /** The data directory as a tar file, not compressed. */
  exportDatabase(): Promise<Blob>;
  close(): Promise<void>;
}

/** The database and the code are of different versions. */
export class ImageOutdated extends Error {
  override readonly name = 'ImageOutdated';
}

/** What the service signs tokens with: RSA-3072, which takes a browser 0.1 to 2 s. */
export const makeSigningKey = (): Promise<MadeKey> => makeKey('RS256');

export const sandboxConfig: Config = {
  mode: 'sandbox',
  issuer: sandboxIssuer,
  audience: sandboxIssuer,
  trustedHops: 0,
  allowlist: [],
  requireTls: true,
  requireOriginSecret: false,
  limits: productionLimits,
  leads: exampleLeads,
  layersOff: [],
};

/** @throws ImageOutdated for a database that is not of this version, nor an earlier one where that would do. */
export async function openEmbedded(given: EmbeddedOptions): Promise<Embedded> {
  const { db, migrations, fits, log, clock = systemClock, through = (ports) => ports, options = {} } = given;
  const owner = ownerPglite(db);
  const ids = systemIds(clock);
  const config = { ...sandboxConfig, ...given.config };
  const sealing = { secrets: sandboxSecrets(), clock, ids, cipher: webCipher };

  if (fits === 'exactly') await refuseOutdated(owner, migrations);
  else await bringOnwards(owner, migrations);
  const off = config.layersOff.includes('L6');
  await owner.query(sql`delete from signing_keys`);
  if (off || fits === 'onwards') {
    const of = (layersOff: Config['layersOff']) =>
      createVault({ ...sealing, database: owner, config: { layersOff } });
    await writeAsStarted(owner, { sealing: of([]), clear: of(['L6']), to: off ? 'clear' : 'sealing' });
  }

  const database = await openPglite(db);
  const firstKey = Promise.resolve(given.signingKey);
  // Whoever needs it hears of a failure, and there the key is made once more.
  firstKey.catch(() => {});
  const deps: Deps = {
    ...sealing,
    config,
    ...through({ database, cache: memoryCache(clock) }),
    objects: memoryObjects(),
    passwords: wasmPasswords(ids),
    firstKey,
    log,
  };
  const app = createApp(deps, options);
  // What a file of the reader's brought along is opened now, where a fault still has a cause of its own.
  if (fits === 'onwards') await app.vault.ready();
  const stopWork = app.intake.start();
  // What an owner does may change tables under the statements that the service has prepared, or end those.
  const asOwner = <T>(work: (tx: Pick<PGlite, 'exec'>) => Promise<T>): Promise<T> =>
    db
      .transaction(async (tx) => {
        await tx.exec(sql`set local role postgres`.text);
        return work(tx);
      })
      .finally(database.forget);

  return {
    app,
    deps,
    async inspect(text) {
      const done = await asOwner((tx) => tx.exec(text, { rowMode: 'array' }));
      const last = done.findLast(({ fields }) => fields.length > 0);
      return { fields: last?.fields.map(({ name }) => name) ?? [], rows: (last?.rows ?? []) as unknown[][] };
    },
    async exportDatabase() {
      await app.settle();
      await asOwner((tx) => tx.exec('checkpoint'));
      return db.dumpDataDir('none');
    },
    async close() {
      await stopWork();
      await app.settle();
      await database.close();
    },
  };
}

/** Tables and example data in an empty database: what the build keeps as an image. The signing key is not part of it. */
export async function prepareEmbedded(db: PGlite, migrations: readonly Migration[]): Promise<void> {
  const owner = ownerPglite(db);
  const ids = systemIds(systemClock);
  await migrate(owner, migrations);
  const vault = createVault({
    secrets: sandboxSecrets(),
    clock: systemClock,
    ids,
    database: owner,
    config: sandboxConfig,
  });
  await seed(owner, { passwords: wasmPasswords(ids), clock: systemClock, seal: vault.seal });
}

async function refuseOutdated(owner: Owner, migrations: readonly Migration[]): Promise<void> {
  const [has, wants] = await Promise.all([appliedHash(owner), migrationsHash(migrations)]);
  if (has !== wants)
    throw new ImageOutdated('The database image was made by another version of the service.');
}

async function bringOnwards(owner: Owner, migrations: readonly Migration[]): Promise<void> {
  try {
    await migrate(owner, migrations);
  } catch (error) {
    throw new ImageOutdated(error instanceof Error ? error.message : 'It could not be migrated.', {
      cause: error,
    });
  }
}

// The adapters that the settings ask for: real ones where an address is given, embedded ones otherwise. Each real client
// library is loaded only when it is used.
import type { Clock, Secrets } from '../deps.ts';
import { awsSecrets } from '../secrets/aws.ts';
import { awsDatabasePassword } from '../secrets/database-password.ts';
import { environmentSecrets } from '../secrets/environment.ts';
import { madeUpSecrets } from '../secrets/made-up.ts';
import { PublishedSecret, refusingPublished } from '../secrets/sandbox.ts';
import type { Cache } from '../storage/cache.ts';
import type { Database } from '../storage/database.ts';
import { folderObjects } from '../storage/folder.ts';
import { memoryCache } from '../storage/memory.ts';
import type { Owner } from '../storage/migrate.ts';
import type { Objects } from '../storage/objects.ts';
import { EnvironmentFaults, type Settings } from './environment.ts';

export interface Adapters {
  readonly cache: Cache;
  readonly objects: Objects;
  readonly secrets: Secrets;
  /** Runs work as the owner of the tables (migrations, example data), then the application role for good. */
  openDatabase(prepare: (owner: Owner) => Promise<void>): Promise<Database>;
}

export async function openAdapters(settings: Settings, clock: Clock): Promise<Adapters> {
  const { redis, s3, objectsFolder } = settings;
  const given = await openSecrets(settings.secrets);
  const secrets = settings.config.mode === 'production' ? await unpublished(given) : given;
  return {
    cache: redis
      ? await (await import('../storage/redis.ts')).openRedis({
          url: redis,
          salt: await secrets.read('client-hash-salt'),
        })
      : memoryCache(clock),
    objects: s3
      ? await (await import('../storage/s3.ts')).s3Objects(s3)
      : folderObjects(objectsFolder ?? `.cache/reference-api/objects/${clock.now()}`),
    secrets,
    openDatabase: settings.database
      ? realDatabase(settings.database, settings.secrets.region, clock)
      : embeddedDatabase,
  };
}

function openSecrets(settings: Settings['secrets']): Secrets | Promise<Secrets> {
  if (settings.from === 'aws') return awsSecrets(settings);
  return settings.from === 'environment' ? environmentSecrets(process.env) : madeUpSecrets();
}

/** Refuses the sandbox's key at the start, and later if it should come to the store then. @throws EnvironmentFaults */
async function unpublished(given: Secrets): Promise<Secrets> {
  const secrets = refusingPublished(given);
  for (const name of ['wrapping-key', 'wrapping-key-next'] as const)
    await secrets.read(name).catch((error: unknown) => {
      // A store that does not answer yet is met again at the first value to seal.
      if (error instanceof PublishedSecret) throw new EnvironmentFaults([error.message]);
    });
  return secrets;
}

function realDatabase(
  options: NonNullable<Settings['database']>,
  region: string,
  clock: Clock,
): Adapters['openDatabase'] {
  return async (prepare) => {
    const { ownerPg } = await import('../storage/owner-pg.ts');
    const password =
      options.secret === null ? undefined : await awsDatabasePassword({ id: options.secret, region }, clock);
    const owner = await ownerPg(options.ownerUrl, options.ca ?? undefined, password);
    await prepare(owner).finally(() => owner.close());
    const { openPg } = await import('../storage/pg.ts');
    return openPg({
      url: options.url,
      size: options.pool,
      ...(options.ca !== null && { ca: options.ca }),
      ...(password && { password }),
    });
  };
}

const embeddedDatabase: Adapters['openDatabase'] = async (prepare) => {
  const { PGlite } = await import('@electric-sql/pglite');
  const { ownerPglite } = await import('../storage/owner-pglite.ts');
  const { openPglite } = await import('../storage/pglite.ts');
  const db = await PGlite.create();
  await prepare(ownerPglite(db));
  return openPglite(db);
};

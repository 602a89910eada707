// What is bundled with a mutant in it: the service on a database that is given, and every proof against it.
import type { PGlite } from '@electric-sql/pglite';
import { createApp } from '#api/app.ts';
import type { Config, Deps, SecretName } from '#api/deps.ts';
import { nodePasswords } from '#api/identity/passwords-node.ts';
import { nodeSignatures } from '#api/identity/signatures-node.ts';
import { systemIds } from '#api/ids.ts';
import { SecretMissing } from '#api/secrets/environment.ts';
import { memoryCache } from '#api/storage/memory.ts';
import { memoryObjects } from '#api/storage/memory-objects.ts';
import { type Migration, migrate } from '#api/storage/migrate.ts';
import { ownerPglite } from '#api/storage/owner-pglite.ts';
import { openPglite } from '#api/storage/pglite.ts';
import { seed } from '#api/storage/seed.ts';
import { nodeCipher } from '#api/vault/cipher-node.ts';
import { proofs } from '../all.ts';
import type { Powers } from '../bench.ts';
import type { Outcome } from '../evidence.ts';
import { inspectorOf } from '../record/inspect.ts';
import { wideConfig } from '../record/wide-config.ts';
import { runner } from '../run.ts';

const config: Config = {
  mode: 'test',
  issuer: 'https://api.mutation.example',
  audience: 'https://api.mutation.example',
  ...wideConfig,
};

/** The same ones every time: what one bundle sealed, the next opens. */
const secrets = {
  async read(name: SecretName) {
    if (name === 'wrapping-key-next') throw new SecretMissing(name);
    return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)));
  },
};

const start = Date.UTC(2026, 0, 5, 9);

function made(database: Deps['database']) {
  let ahead = 0;
  const clock = { now: () => start + ahead };
  const ids = systemIds(clock);
  const deps: Deps = {
    config,
    database,
    clock,
    ids,
    secrets,
    cache: memoryCache(clock),
    objects: memoryObjects(),
    // argon2id at a fraction of its cost: how slow it is, no proof here asks.
    passwords: nodePasswords(ids, 64),
    cipher: nodeCipher,
    signatures: nodeSignatures,
    log: { write() {} },
  };
  const advance = async (milliseconds: number) => {
    ahead += milliseconds;
  };
  return { deps, app: createApp(deps), advance };
}

/** Tables, example data and a signing key in an empty database. */
export async function prepare(db: PGlite, migrations: readonly Migration[]): Promise<void> {
  const owner = ownerPglite(db);
  await migrate(owner, migrations);
  const none = { query: refuse, transaction: refuse, ping: refuse, close: refuse };
  const { deps } = made(none);
  const { vault } = made({ ...none, query: (statement) => owner.query(statement) }).app;
  await seed(owner, { passwords: deps.passwords, clock: deps.clock, seal: vault.seal });
  await made(await openPglite(db)).app.identity.keys.signer();
  await db.exec('reset role');
}

async function refuse(): Promise<never> {
  throw new Error('not while it is prepared');
}

/** The named proofs, one after the other; null: all of them. */
export async function run(
  db: PGlite,
  named: readonly string[] | null,
): Promise<{ readonly id: string; readonly outcome: Outcome }[]> {
  const { app, advance } = made(await openPglite(db));
  const powers: Powers = {
    advance,
    inspect: inspectorOf(db),
  };
  const client = {
    label: { kind: 'server', text: 'a mutant' },
    fetch: (
      path: string,
      {
        method = 'GET',
        headers = {},
        body,
      }: { method?: string; headers?: Readonly<Record<string, string>>; body?: string } = {},
    ) => app(new Request(`http://api${path}`, { method, headers, ...(body !== undefined && { body }) })),
  } as const;
  const results = await runner(client, powers).runAll(
    named ? proofs.filter(({ id }) => named.includes(id)) : proofs,
  );
  await app.settle().catch(() => {});
  await db.exec('reset role');
  return results.map(({ id, outcome }) => ({ id, outcome }));
}

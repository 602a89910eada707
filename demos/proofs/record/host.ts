// The reference API in this process on PGlite, with example data and a clock that can be moved: where the proofs run when
// there is no PostgreSQL, as in `npm start` on a fresh clone.
import { PGlite } from '@electric-sql/pglite';
import { createApp } from '#api/app.ts';
import type { Config, Deps } from '#api/deps.ts';
import { nodePasswords } from '#api/identity/passwords-node.ts';
import { systemClock, systemIds } from '#api/ids.ts';
import { madeUpSecrets } from '#api/secrets/made-up.ts';
import { memoryCache } from '#api/storage/memory.ts';
import { memoryObjects } from '#api/storage/memory-objects.ts';
import { migrate } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { ownerPglite } from '#api/storage/owner-pglite.ts';
import { openPglite } from '#api/storage/pglite.ts';
import { seed } from '#api/storage/seed.ts';
import { nodeCipher } from '#api/vault/cipher-node.ts';
import { createVault } from '#api/vault/vault.ts';
import type { Client } from '../../runtime/contract.ts';
import type { Powers } from '../bench.ts';
import { inspectorOf } from './inspect.ts';
import { wideConfig } from './wide-config.ts';

const config: Config = {
  mode: 'sandbox',
  issuer: 'https://sandbox.reference-api.example',
  audience: 'https://sandbox.reference-api.example',
  ...wideConfig,
};

export async function openHere(): Promise<{ client: Client; powers: Powers; close(): Promise<void> }> {
  let ahead = 0;
  const clock = { now: () => systemClock.now() + ahead };
  const ids = systemIds(clock);
  const secrets = madeUpSecrets();
  const passwords = nodePasswords(ids);
  const db = await PGlite.create();
  const owner = ownerPglite(db);
  await migrate(owner, migrationFiles());
  const vault = createVault({ database: owner, clock, ids, secrets, config, cipher: nodeCipher });
  await seed(owner, { passwords, clock, seal: vault.seal });
  const deps: Deps = {
    config,
    database: await openPglite(db),
    cache: memoryCache(clock),
    objects: memoryObjects(),
    clock,
    ids,
    secrets,
    passwords,
    log: { write() {} },
    cipher: nodeCipher,
  };
  const app = createApp(deps);

  return {
    client: {
      label: { kind: 'server', text: 'PGlite and memory, in Node.js' },
      fetch: (path, { method = 'GET', headers = {}, body } = {}) =>
        app(new Request(`http://api${path}`, { method, headers, ...(body !== undefined && { body }) })),
    },
    powers: {
      inspect: inspectorOf(db),
      async advance(milliseconds) {
        ahead += milliseconds;
      },
    },
    close: () => db.close(),
  };
}

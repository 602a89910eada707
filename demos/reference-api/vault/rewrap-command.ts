// node demos/reference-api/vault/rewrap-command.ts
// Changes the wrapping key while the service runs. Reads the service's own environment (DATABASE_URL, SECRETS …).
//
//   1. Put 32 new random bytes into the secret store as "wrapping-key-next" and restart the service: it now reads both.
//   2. Run this. Killed halfway, run it again. It ends with 0 when no data key depends on the old wrapping key.
//   3. Make "wrapping-key-next" the "wrapping-key", remove "wrapping-key-next", restart the service.
import { readEnvironment, type Settings } from '../host/environment.ts';
import { systemClock, systemIds } from '../ids.ts';
import { awsSecrets } from '../secrets/aws.ts';
import { environmentSecrets } from '../secrets/environment.ts';
import { openPg } from '../storage/pg.ts';
import { rewrap } from './rewrap.ts';

async function main({ database: to, secrets: kept }: Settings): Promise<number> {
  if (to === null || kept.from === 'made-up') {
    console.error('Nothing to do: this needs DATABASE_URL and a secret store (SECRETS=aws or environment).');
    return 2;
  }
  const secrets = kept.from === 'aws' ? await awsSecrets(kept) : environmentSecrets(process.env);
  const database = openPg({ url: to.url, size: 1, ...(to.ca !== null && { ca: to.ca }) });
  try {
    const onBatch = (done: number) => console.log(`${done} data keys wrapped anew`);
    const { rewrapped, remaining } = await rewrap(
      { database, secrets, ids: systemIds(systemClock) },
      { onBatch },
    );
    console.log(`${rewrapped} wrapped anew now; ${remaining} still depend on another wrapping key.`);
    return remaining === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

process.exitCode = await main(readEnvironment(process.env));

// Seals so many times and dies by SIGKILL, with nothing between the last and the end: DATA-06 starts it as a process of its own.
import { systemClock, systemIds } from '../ids.ts';
import { environmentSecrets } from '../secrets/environment.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { nodeCipher } from './cipher-node.ts';
import { createVault } from './vault.ts';

const database = openPg({ url: process.env['DATABASE_URL'] as string, size: 2 });
const vault = createVault(
  {
    database,
    secrets: environmentSecrets(process.env),
    clock: systemClock,
    ids: systemIds(systemClock),
    config: { layersOff: [] },
    cipher: nodeCipher,
  },
  { block: 100 },
);
const last = Number(process.argv[2]);
for (let sealed = 1; ; sealed++) {
  await vault.seal('documents', 'body', 'row', 'text');
  if (sealed === last) process.kill(process.pid, 'SIGKILL');
  // The weak twin: it counts what it did, and writes that down now and then.
  if (sealed % 100 === 0) await database.query(sql`update twin_counts set n = n + 100`);
}

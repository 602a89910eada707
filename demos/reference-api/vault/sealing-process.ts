// Seals without end and tells how often, until it is killed: DATA-06 starts it as a process of its own.
import { writeSync } from 'node:fs';
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
for (let sealed = 1; ; sealed++) {
  await vault.seal('documents', 'body', 'row', 'text');
  // Synchronous: what was sealed is told before the next is.
  writeSync(1, `${sealed}\n`);
  // The weak twin: it counts what it did, and writes that down now and then.
  if (sealed % 100 === 0) await database.query(sql`update twin_counts set n = n + 100`);
}

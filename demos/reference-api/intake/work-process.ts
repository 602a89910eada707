// Started by crash.services.test.ts: the pipeline in a process of its own, which ends itself with SIGKILL at a boundary that it
// is told. Its model writes each call down before it answers, as a provider writes its bill.
import { appendFileSync } from 'node:fs';
import { systemIds } from '../ids.ts';
import { silentLog } from '../observe/log.ts';
import { environmentSecrets, SecretMissing } from '../secrets/environment.ts';
import { folderObjects } from '../storage/folder.ts';
import { openPg } from '../storage/pg.ts';
import { testConfig } from '../test/test-config.ts';
import { nodeCipher } from '../vault/cipher-node.ts';
import { createVault } from '../vault/vault.ts';
import { billed } from './test-processor.ts';
import { type Boundary, createWork } from './work.ts';

const { DATABASE_URL = '', OBJECTS = '', BILL = '', KILL_AT = '', NOW = '0', KEY = '' } = process.env;
const clock = { now: () => Number(NOW) };
const database = openPg({ url: DATABASE_URL, size: 5 });
const given = environmentSecrets({ WRAPPING_KEY: KEY });
const secrets = {
  read: async (name: Parameters<typeof given.read>[0]) => {
    if (name !== 'wrapping-key') throw new SecretMissing(name);
    return given.read(name);
  },
};
const ids = systemIds(clock);
const vault = createVault({ database, secrets, clock, ids, config: testConfig, cipher: nodeCipher });
const work = createWork(
  { database, clock, objects: folderObjects(OBJECTS), log: silentLog },
  vault,
  billed((text) => appendFileSync(BILL, `${text}\n`)),
  {
    batch: 4,
    at(boundary: Boundary) {
      if (boundary === KILL_AT) process.kill(process.pid, 'SIGKILL');
    },
  },
);
await work.drain();
await database.close();

// node demos/reference-api/leads/leads-command.ts list [--csv] | person ADDRESS | forget ADDRESS | expire | revive
// What an operator does with leads: read them, give a person what is kept of theirs, delete it, delete what is old, and send
// once more what was given up. DATABASE_URL and the service's secrets, as the service has them.
import { parseArgs } from 'node:util';
import { openAdapters } from '../host/adapters.ts';
import { EnvironmentFaults, readEnvironment } from '../host/environment.ts';
import { systemClock, systemIds } from '../ids.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { nodeCipher } from '../vault/cipher-node.ts';
import { createVault } from '../vault/vault.ts';
import { lead as form } from './contract.ts';
import { csvOf, type ListedLead } from './csv.ts';
import { openLeads } from './leads.ts';
import type { StoredLead } from './ports.ts';
import { exampleLeads } from './settings.ts';

const usage =
  'Usage: DATABASE_URL=… leads-command.ts list [--csv] | person ADDRESS | forget ADDRESS | expire | revive';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { csv: { type: 'boolean' } },
  });
  const [task = '', address = ''] = positionals;
  const settings = readEnvironment(process.env);
  const needsAddress = task === 'person' || task === 'forget';
  if (
    settings.database === null ||
    !['list', 'person', 'forget', 'expire', 'revive'].includes(task) ||
    (needsAddress && !address.includes('@'))
  ) {
    console.error(usage);
    return 2;
  }
  const { url, ownerUrl, ca } = settings.database;
  const { cache, objects, secrets } = await openAdapters({ ...settings, redis: null }, systemClock);
  const database = openPg({ url, size: 2 });
  const owner = await ownerPg(ownerUrl, ca ?? undefined);
  try {
    const deps = { database, cache, objects, clock: systemClock, ids: systemIds(systemClock), secrets };
    const { config } = settings;
    const vault = createVault({ ...deps, config, cipher: nodeCipher });
    const leads = openLeads(deps, vault, config.leads ?? exampleLeads);
    const { person } = await leads.keys();
    const opened = (found: readonly StoredLead[]): Promise<ListedLead[]> =>
      Promise.all(
        found.map(async ({ id, reference, at, sealed }) => ({
          reference,
          at: new Date(at).toISOString(),
          lead: form.parse(JSON.parse(await leads.sealing.open(id, sealed))),
        })),
      );
    const print = (listed: readonly ListedLead[]) =>
      process.stdout.write(
        values.csv ? csvOf(listed) : listed.map((one) => `${JSON.stringify(one)}\n`).join(''),
      );
    switch (task) {
      case 'list': {
        // Row security holds for the owner too; this role reads leads and nothing else.
        await owner.script('set role lavbytes_leads');
        const rows = await owner.query<{ id: string; reference: string; at: Date; sealed: Uint8Array }>(
          sql`select id, reference, at, sealed from leads where organisation_id = ${leads.settings.organisation} order by at`,
        );
        print(await opened(rows.map((row) => ({ ...row, at: row.at.getTime() }))));
        break;
      }
      case 'person':
        print(await opened(await leads.store.ofPerson(await person(address))));
        break;
      case 'forget':
        console.error(`${await leads.store.forgetPerson(await person(address))} deleted.`);
        break;
      case 'expire':
        console.error(`${await leads.store.forgetOld(Date.now())} deleted.`);
        break;
      case 'revive':
        console.error(`${await leads.store.revive(Date.now())} are due again.`);
        break;
    }
    return 0;
  } finally {
    await Promise.all([database.close(), owner.close(), cache.close()]);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof EnvironmentFaults)) throw error;
  console.error(error.faults.join('\n'));
  process.exitCode = 78;
}

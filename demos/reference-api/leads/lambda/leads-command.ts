// node demos/reference-api/leads/lambda/leads-command.ts list [--csv] | person ADDRESS | forget ADDRESS | revive
// What an operator does with the leads of the deployed endpoint: the same as leads-command.ts, on its table. TABLE and SECRET name
// the table and the secret (outputs of the stack lavbytes-lead); credentials come from where every AWS tool looks.
import { parseArgs } from 'node:util';
import { lead as form } from '../contract.ts';
import { csvOf } from '../csv.ts';
import type { StoredLead } from '../ports.ts';
import { everyLead } from '../store-dynamo.ts';
import { opened, table } from './environment.ts';

const usage =
  'Usage: TABLE=… SECRET=… leads-command.ts list [--csv] | person ADDRESS | forget ADDRESS | revive';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { csv: { type: 'boolean' } },
  });
  const [task = '', address = ''] = positionals;
  const needsAddress = task === 'person' || task === 'forget';
  if (!['list', 'person', 'forget', 'revive'].includes(task) || (needsAddress && !address.includes('@'))) {
    console.error(usage);
    return 2;
  }
  const at = table();
  const { store, sealing, keys } = await opened(at)();
  const print = async (found: readonly StoredLead[]) => {
    const listed = await Promise.all(
      found.map(async ({ id, reference, at: time, sealed }) => ({
        reference,
        at: new Date(time).toISOString(),
        lead: form.parse(JSON.parse(await sealing.open(id, sealed))),
      })),
    );
    process.stdout.write(
      values.csv ? csvOf(listed) : listed.map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
  };
  switch (task) {
    case 'list':
      await print(await everyLead(at, Date.now()));
      break;
    case 'person':
      await print(await store.ofPerson(await keys.person(address)));
      break;
    case 'forget':
      console.error(`${await store.forgetPerson(await keys.person(address))} deleted.`);
      break;
    case 'revive':
      console.error(`${await store.revive(Date.now())} are due again.`);
      break;
  }
  return 0;
}

process.exitCode = await main();

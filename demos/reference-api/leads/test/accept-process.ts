// Started by kill.services.test.ts: takes leads on its standard input, a JSON object a line, accepts each as the service does,
// and writes the key of each that it would have answered with 202. It is killed from outside at any moment.
// ARGUMENTS: database URL, secrets as JSON of base64, "weak" for a handler that mails before it stores.
import { createInterface } from 'node:readline';
import type { Secrets } from '../../deps.ts';
import { systemClock, systemIds } from '../../ids.ts';
import { SecretMissing } from '../../secrets/environment.ts';
import { openPg } from '../../storage/pg.ts';
import { bareDeps } from '../../test/bare-deps.ts';
import { createVault } from '../../vault/vault.ts';
import { acceptLead } from '../accept.ts';
import type { Lead } from '../contract.ts';
import { openLeads } from '../leads.ts';
import { letterOf } from '../letter.ts';
import { exampleLeads } from '../settings.ts';
import { smtpMail } from '../smtp.ts';

const [url = '', secret = '', mailUrl = ''] = process.argv.slice(2);
const database = openPg({ url, size: 8, waiting: Number.POSITIVE_INFINITY, leaseTimeout: 60_000 });
const given = JSON.parse(secret) as Record<string, string>;
const secrets: Secrets = {
  async read(name) {
    const text = given[name];
    if (text === undefined) throw new SecretMissing(name);
    return new Uint8Array(Buffer.from(text, 'base64'));
  },
};
const deps = bareDeps({}, { database, secrets });
const leads = openLeads(deps, createVault(deps), { ...exampleLeads, perClient: 1e6, perHour: 1e6 });
const accepting = { ...(await leads.accepting()), now: systemClock.now, uuid: systemIds(systemClock).uuid };
const mail = mailUrl === '' ? null : smtpMail({ url: mailUrl, from: 'a@example.com', to: 'b@example.com' });

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { key, lead, proof } = JSON.parse(line) as { key: string; lead: Lead; proof: string };
  void (async () => {
    try {
      // The weak twin tells people before it knows.
      if (mail !== null) await mail.send(letterOf(lead, key, 0, 'weak.example'));
      const done = await acceptLead(accepting, { key, lead, proof, website: '', client: 'one' });
      process.stdout.write(`${done.kind} ${key}\n`);
    } catch {
      // A fault or a full pool: 5xx, and the browser tries again later.
      process.stdout.write(`failed ${key}\n`);
    }
  })();
}

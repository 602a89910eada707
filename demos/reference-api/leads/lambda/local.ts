// The lead endpoint on this machine, in the process that asks for it: the handler of the Lambda on a DynamoDB emulator in memory.
// The stream is a call of the notifier after each lead; with SMTP_URL it mails, as the reference API does.
import { systemClock, systemIds } from '../../ids.ts';
import { silentLog } from '../../observe/log.ts';
import { madeUpSecrets } from '../../secrets/made-up.ts';
import { leadDefaults } from '../settings.ts';
import { everyLead } from '../store-dynamo.ts';
import { openTable } from '../test/table-server.ts';
import { createEndpoint, type UrlAnswer, type UrlEvent } from './endpoint.ts';
import { createNotifier } from './notifier.ts';
import { openLeadParts } from './opened.ts';
import { hourlyQuota } from './quota.ts';
import { createReports } from './reports.ts';

export async function openLocal(env: Readonly<Record<string, string | undefined>>) {
  const table = await openTable();
  const parts = await openLeadParts(table.name, table.client, crypto.getRandomValues(new Uint8Array(32)));
  const { perClient, perHour } = leadDefaults;
  const distribution = crypto.randomUUID();
  const { now } = systemClock;
  const common = { clock: systemClock, log: silentLog };
  const endpoint = createEndpoint({
    parts: async () => parts,
    settings: { ...leadDefaults, organisation: '', origins: [] },
    quota: ({ keys }) => hourlyQuota({ ...table, perClient, perHour, hash: keys.person, now }),
    deps: { ...common, ids: systemIds(systemClock), secrets: madeUpSecrets() },
  });
  const { SMTP_URL: url, LEADS_FROM: from = 'site@localhost', LEADS_TO: to = 'leads@localhost' } = env;
  const notify = url
    ? createNotifier({
        ...common,
        parts: async () => parts,
        mail: (await import('../smtp.ts')).smtpMail({ url, from, to }),
        domain: 'localhost',
      })
    : async () => {};
  return {
    async answer(event: UrlEvent): Promise<UrlAnswer> {
      const answered = await endpoint(event);
      if (answered.statusCode === 202) void notify().catch(() => {});
      return answered;
    },
    /** A report of a browser; the distribution has added its secret by then. */
    report: createReports({
      secret: async () => distribution,
      log: {
        write: (_level, event, { directive, blocked, page }) =>
          console.warn(`  ${event}: ${directive} refused ${blocked} on ${page}`),
      },
    }),
    distribution,
    /** As the list of the reference API says it. */
    async listed(): Promise<readonly unknown[]> {
      const items = await everyLead(table, now());
      return Promise.all(
        items.map(async ({ id, reference, at, deleteAfter, mail, sealed }) => ({
          id,
          reference,
          at: new Date(at).toISOString(),
          deleteAfter: new Date(deleteAfter).toISOString(),
          mail,
          lead: JSON.parse(await parts.sealing.open(id, sealed)),
        })),
      );
    },
    close: table.close,
  };
}

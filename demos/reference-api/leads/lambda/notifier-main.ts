// Lambda: mails what is due, by SES.
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { systemClock } from '../../ids.ts';
import { log, opened, table, told } from './environment.ts';
import { createNotifier } from './notifier.ts';
import { sesMail } from './ses.ts';

export const handler = createNotifier({
  parts: opened(table()),
  mail: sesMail(new SESv2Client({ maxAttempts: 1 }), told('FROM'), told('TO')),
  domain: new URL(told('SITE')).hostname,
  clock: systemClock,
  log,
});

// Mails what is due. Called by the table's stream when a lead arrives, and every minute by a schedule, for what has to be tried
// again: who calls does not matter, because the table says what is due and gives each lead to one caller only.
import type { Clock, Log } from '../../deps.ts';
import { failedTo, sendDue } from '../notify.ts';
import type { Mail } from '../ports.ts';
import type { LeadParts } from './opened.ts';

export interface NotifierParts {
  readonly parts: () => Promise<LeadParts>;
  readonly mail: Mail;
  readonly domain: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A lead that is given up is a line `lead-given-up`, and the alarm counts those. */
export const createNotifier =
  ({ parts, mail, domain, clock, log }: NotifierParts) =>
  async (): Promise<{ sent: number; failed: number }> => {
    const { store, sealing } = await parts();
    const done = await sendDue({
      store,
      sealing,
      mail,
      domain,
      now: clock.now,
      failed: failedTo(log),
    });
    log.write('info', 'mailed', done);
    return done;
  };

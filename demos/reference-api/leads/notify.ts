// Stored leads go out by mail: taken for a while, sent, marked. A sender that dies between sending and marking sends again under
// the same Message-ID; there is no way to know better (two generals), so it is said. Given up after eight attempts over a day,
// which is an alarm; the lead itself stays where it is.
import type { Log } from '../deps.ts';
import { lead as form } from './contract.ts';
import { letterOf } from './letter.ts';
import type { LeadSealing, LeadStore, Mail } from './ports.ts';

export interface Notifying {
  readonly store: LeadStore;
  readonly sealing: LeadSealing;
  readonly mail: Mail;
  /** Of the Message-ID. */
  readonly domain: string;
  now(): number;
  /** Told of each attempt that failed; `givenUp` is the alarm. No name, no address, no text. */
  failed(reference: string, attempt: number, givenUp: boolean): void;
}

/** `failed` as a line of the log: `lead-not-mailed`, and for the alarm `lead-given-up`. */
export const failedTo =
  (log: Log): Notifying['failed'] =>
  (reference, attempt, givenUp) =>
    log.write(givenUp ? 'error' : 'warn', givenUp ? 'lead-given-up' : 'lead-not-mailed', {
      reference,
      attempt,
    });

const minute = 60_000;
/** Milliseconds after the first, second … failed attempt; after the last it is given up. */
export const waits: readonly number[] = [1, 2, 5, 15, 60, 240, 1_080].map((minutes) => minutes * minute);
/** Longer than any mail service takes to answer. */
export const holdMilliseconds = 5 * minute;

/** Sends what is due now, one after the other, at most `most`. @returns how many were sent and how many not */
export async function sendDue(ports: Notifying, most = 20): Promise<{ sent: number; failed: number }> {
  const { store, sealing, mail, domain } = ports;
  const now = ports.now();
  const done = { sent: 0, failed: 0 };
  for (const due of await store.takeDue(now, now + holdMilliseconds, most)) {
    try {
      const written = form.parse(JSON.parse(await sealing.open(due.id, due.sealed)));
      await mail.send(letterOf(written, due.reference, due.at, domain));
    } catch {
      const wait = waits[due.attempts - 1];
      done.failed += 1;
      await store.notSent(due.id, ports.now(), wait === undefined ? null : ports.now() + wait);
      ports.failed(due.reference, due.attempts, wait === undefined);
      continue;
    }
    await store.sent(due.id, ports.now());
    done.sent += 1;
  }
  return done;
}

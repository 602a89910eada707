// The service's own postman: sends what is due every few seconds and deletes what was kept long enough. One a process; the
// store sees to it that two of them never take the same lead at once.
import type { Clock, Log } from '../deps.ts';
import type { Leads } from './leads.ts';
import { failedTo, sendDue } from './notify.ts';
import type { Mail } from './ports.ts';

export interface PostmanOptions {
  readonly leads: Leads;
  /** null: nobody is mailed; old leads are deleted all the same. */
  readonly mail: Mail | null;
  /** Of the Message-ID. */
  readonly domain: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two rounds. */
  readonly every?: number;
}

export interface Postman {
  /** Resolves when the round that is under way has ended; none begins after it. */
  stop(): Promise<void>;
}

export function startPostman({ leads, mail, domain, clock, log, every = 5_000 }: PostmanOptions): Postman {
  const { store, sealing } = leads;
  let under: Promise<unknown> = Promise.resolve();
  let busy = false;
  let forgotten = Number.NEGATIVE_INFINITY;

  async function round(): Promise<void> {
    const now = clock.now();
    if (now - forgotten >= 3_600_000) {
      forgotten = now;
      const deleted = await store.forgetOld(now);
      if (deleted > 0) log.write('info', 'leads-deleted', { deleted });
    }
    if (mail === null) return;
    await sendDue({
      store,
      sealing,
      mail,
      domain,
      now: clock.now,
      failed: failedTo(log),
    });
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    under = round()
      .catch((error) =>
        log.write('warn', 'postman', { error: error instanceof Error ? error.name : typeof error }),
      )
      .finally(() => {
        busy = false;
      });
  }, every);
  if (typeof timer === 'object') timer.unref?.();

  return {
    async stop() {
      clearInterval(timer);
      await under;
    },
  };
}

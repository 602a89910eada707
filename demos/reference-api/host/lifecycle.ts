// How the process ends. SIGTERM and SIGINT: drain, code 0. A fault that nobody caught: we no longer know our own state, so it is
// logged, the process drains in the same way and ends with code 1; whoever started it starts a fresh one.
import type { Log } from '../deps.ts';
import type { Listening } from './listen.ts';

export interface Lifecycle {
  readonly server: Pick<Listening, 'drain'>;
  readonly log: Log;
  /** At most this long for what runs. */
  readonly drainSeconds: number;
  /** Called at once: readiness turns to 503. */
  readonly begin: () => void;
  /** After the last answer: flush and close. */
  readonly finish: () => Promise<void>;
  /** Writes out what the log still holds. */
  readonly flush: () => void;
}

export function endWell({ server, log, drainSeconds, begin, finish, flush }: Lifecycle): void {
  let ending = false;

  async function end(why: string, code: number): Promise<void> {
    if (ending) return;
    ending = true;
    begin();
    log.write('info', 'draining', { why });
    // Whatever hangs, the process is gone a second after the time it was given.
    setTimeout(() => process.exit(1), (drainSeconds + 1) * 1_000).unref();
    const inTime = await server.drain(drainSeconds * 1_000);
    await finish();
    log.write(inTime ? 'info' : 'warn', 'stopped', { inTime });
    flush();
    process.exit(code);
  }

  process.on('SIGTERM', () => end('SIGTERM', 0));
  process.on('SIGINT', () => end('SIGINT', 0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.write('error', 'process-fault', {
        event,
        error: error instanceof Error ? error.name : typeof error,
      });
      end(event, 1);
    });
}

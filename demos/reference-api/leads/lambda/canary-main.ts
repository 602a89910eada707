// Lambda: the hourly canary.
import { setTimeout as wait } from 'node:timers/promises';
import { sing } from './canary.ts';
import { log, opened, table, told } from './environment.ts';

const parts = opened(table());

export const handler = async (): Promise<void> => {
  const reference = await sing({
    parts: await parts(),
    site: told('SITE'),
    fetch: (url, init) => fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(10_000) }),
    now: Date.now,
    wait,
  });
  log.write('info', 'canary', { reference });
};

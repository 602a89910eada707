// Dependencies without a database, for tests that never reach one.
import type { Config, Deps } from '../deps.ts';
import { systemClock, systemIds } from '../ids.ts';
import { silentLog } from '../observe/log.ts';
import { madeUpSecrets } from '../secrets/made-up.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import { testConfig } from './test-config.ts';

const none = async (): Promise<never> => {
  throw new Error('this test has no database');
};

export const bareDeps = (config: Partial<Config> = {}, others: Partial<Deps> = {}): Deps => ({
  config: { ...testConfig, ...config },
  database: { query: none, transaction: none, ping: none, close: async () => {} },
  cache: {
    take: async (windows) => windows.map(({ limit }) => ({ allowed: true, remaining: limit, reset: 0 })),
    get: async () => null,
    set: async () => {},
    hold: async () => null,
    fill: async () => {},
    delete: async () => {},
    ping: async () => {},
    close: async () => {},
  },
  objects: memoryObjects(),
  clock: systemClock,
  ids: systemIds(systemClock),
  secrets: madeUpSecrets(),
  passwords: {
    hash: async (password) => `plain:${password}`,
    verify: async (password, phc) => phc === `plain:${password}`,
  },
  log: silentLog,
  ...others,
});

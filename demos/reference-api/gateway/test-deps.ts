// What a gateway needs, for tests that have no application around it.
import type { Config } from '../deps.ts';
import type { Cache } from '../storage/cache.ts';
import { memoryCache } from '../storage/memory.ts';
import { testConfig } from '../test/test-config.ts';
import type { GatewayDeps } from './gateway.ts';

const base: Config = {
  ...testConfig,
  limits: {
    ...testConfig.limits,
    client: { limit: 100, seconds: 60 },
    account: { limit: 100, seconds: 60 },
    signIn: { limit: 5, seconds: 60 },
  },
};

export function gatewayDeps(
  config: Partial<Config> = {},
  cache?: Cache,
): GatewayDeps & { clock: { at: number }; lines: string[] } {
  const clock = { at: 1_767_600_000_000, now: () => clock.at };
  const lines: string[] = [];
  return {
    config: { ...base, ...config },
    cache: cache ?? memoryCache(clock),
    clock,
    log: { write: (_level, event) => lines.push(event) },
    lines,
  };
}

// Three sizes with everything that their sums come from, and what is the same in all of them. The baseline is the reference
// template as it stands: a test synthesises the template and compares both.
import type { Config } from './config.ts';

export const profileIds = ['starter', 'baseline', 'growth'] as const;
export type ProfileId = (typeof profileIds)[number];

export const profileNames: Readonly<Record<ProfileId, string>> = {
  starter: 'Starter',
  baseline: 'Baseline',
  growth: 'Growth',
};

export const profiles: Readonly<Record<ProfileId, Config>> = {
  starter: {
    requests: 1,
    cached: 0,
    dataOut: 20,
    processor: 'arm',
    webSize: '0.25',
    webTasks: 2,
    apiSize: '0.25',
    apiTasks: 2,
    database: 't4g.micro',
    standby: true,
    storage: 20,
    cache: 'valkey.t4g.micro',
    cacheNodes: 2,
    nat: 1,
    natData: 10,
    logs: 5,
    logsKept: 3,
  },
  baseline: {
    requests: 10,
    cached: 0,
    dataOut: 200,
    processor: 'arm',
    webSize: '0.5',
    webTasks: 2,
    apiSize: '0.5',
    apiTasks: 2,
    database: 't4g.medium',
    standby: true,
    storage: 100,
    cache: 'redis.t4g.small',
    cacheNodes: 2,
    nat: 2,
    natData: 50,
    logs: 20,
    logsKept: 3,
  },
  growth: {
    requests: 100,
    cached: 0,
    dataOut: 1_000,
    processor: 'arm',
    webSize: '1',
    webTasks: 4,
    apiSize: '1',
    apiTasks: 4,
    database: 'm7g.large',
    standby: true,
    storage: 200,
    cache: 'valkey.t4g.small',
    cacheNodes: 2,
    nat: 2,
    natData: 200,
    logs: 100,
    logsKept: 3,
  },
};

/** What comes with the system whatever its size, as the reference template has it. */
export const fixed = {
  secrets: 7,
  keys: 4,
  alarms: 14,
  /** Rules of our own and rule groups of Amazon's cost the same. */
  wafRules: 6,
  /** GB of images in the registry, and of assets in the bucket: assumed. */
  images: 5,
  assets: 1,
} as const;

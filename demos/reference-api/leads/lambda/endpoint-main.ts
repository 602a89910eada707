// Lambda: the lead endpoint.
import { systemClock, systemIds } from '../../ids.ts';
import { madeUpSecrets } from '../../secrets/made-up.ts';
import { leadDefaults } from '../settings.ts';
import { createEndpoint } from './endpoint.ts';
import { log, opened, table, told } from './environment.ts';
import { hourlyQuota } from './quota.ts';

const at = table();
const { perClient, perHour } = leadDefaults;

export const handler = createEndpoint({
  parts: opened(at),
  settings: { ...leadDefaults, organisation: '', origins: [told('SITE')] },
  quota: ({ keys }) => hourlyQuota({ ...at, perClient, perHour, hash: keys.person, now: systemClock.now }),
  // Asked for nothing: the origin is proven by CloudFront's signature.
  deps: { clock: systemClock, ids: systemIds(systemClock), log, secrets: madeUpSecrets() },
});

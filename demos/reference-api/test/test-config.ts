import type { Config } from '../deps.ts';
import { exampleLeads } from '../leads/settings.ts';

/** Limits so high that only a test that lowers them meets one. */
export const testConfig: Config = {
  mode: 'test',
  issuer: 'https://api.test.example',
  audience: 'https://api.test.example',
  trustedHops: 0,
  allowlist: [],
  requireTls: false,
  requireOriginSecret: false,
  limits: {
    client: { limit: 1_000_000, seconds: 60 },
    account: { limit: 1_000_000, seconds: 60 },
    signIn: { limit: 1_000_000, seconds: 60 },
    bodyBytes: 64 * 1024,
  },
  leads: { ...exampleLeads, perClient: 1_000_000, perHour: 1_000_000, work: { cost: 1, keyPrefix: '0' } },
  layersOff: [],
};

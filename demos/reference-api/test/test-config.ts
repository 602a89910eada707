import type { Config } from '../deps.ts';

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
  layersOff: [],
};

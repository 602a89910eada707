import type { Config } from '#api/deps.ts';

/** For hosts on which all proofs run one after the other: ten times the calls a minute, and nothing in front. */
export const wideConfig: Omit<Config, 'mode' | 'issuer' | 'audience'> = {
  trustedHops: 0,
  allowlist: [],
  requireTls: false,
  requireOriginSecret: false,
  limits: {
    client: { limit: 6_000, seconds: 60 },
    account: { limit: 12_000, seconds: 60 },
    signIn: { limit: 60, seconds: 60 },
    bodyBytes: 65_536,
  },
  layersOff: [],
};

import type { Config } from '../deps.ts';

/** What holds where no setting says otherwise, and in the sandbox. */
export const productionLimits: Config['limits'] = {
  client: { limit: 600, seconds: 60 },
  account: { limit: 1_200, seconds: 60 },
  signIn: { limit: 10, seconds: 60 },
  bodyBytes: 64 * 1024,
};

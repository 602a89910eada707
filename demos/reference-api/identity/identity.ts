// L3 put together: keys, notices, cache and routes of one process.
import type { Deps } from '../deps.ts';
import type { Route } from '../route.ts';
import { issue } from './access-token.ts';
import { accountRoutes } from './account-routes.ts';
import { type Authenticate, authenticator } from './authenticate.ts';
import { claimsFor } from './claims.ts';
import { refreshFlow } from './refresh.ts';
import { type Revocations, revocations } from './revocations.ts';
import type { Beside, Inside } from './services.ts';
import { sessionRoutes } from './session-routes.ts';
import { identitySettings } from './settings.ts';
import { type SigningKeys, signingKeys } from './signing-keys.ts';
import { type VerifiedCache, verifiedCache } from './verified-cache.ts';

export interface Identity {
  /** The caller, from `Authorization: Bearer`. Throws or rejects with Problem 'not-authenticated'. */
  readonly authenticate: Authenticate;
  readonly routes: readonly Route[];
  readonly keys: SigningKeys;
  readonly revoked: Revocations;
  readonly cache: VerifiedCache;
  readonly inside: Inside;
}

/** @throws RangeError when config.identity asks for more than this service promises. */
export function createIdentity(deps: Deps, beside: Beside): Identity {
  const { config, clock, ids } = deps;
  const settings = identitySettings(config.identity);
  const cache = verifiedCache();
  const keys = signingKeys(deps, beside.vault, settings);
  const life = (settings.accessSeconds + settings.leewaySeconds) * 1000;
  const revoked: Revocations = revocations(deps, life, (retired) => {
    for (const kid of retired) keys.drop(kid);
    cache.drop((entry) => revoked.denies(entry));
  });

  const { issuer, audience } = config;
  const { accessSeconds, leewaySeconds } = settings;
  const expected = { issuer, audience, accessSeconds, leewaySeconds };
  const accessToken: Inside['accessToken'] = async (principal, epoch) => {
    const claims = claimsFor({ ...principal, epoch }, expected, clock.now(), ids.uuid());
    return issue(await keys.signer(), claims);
  };

  const refreshing = refreshFlow(deps, settings, beside.record);
  const inside: Inside = { ...beside, deps, settings, keys, revoked, cache, refreshing, accessToken };
  return {
    authenticate: authenticator(deps, keys, revoked, cache, expected),
    routes: [...sessionRoutes(inside), ...accountRoutes(inside)],
    keys,
    revoked,
    cache,
    inside,
  };
}

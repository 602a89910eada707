// L3 for every request with an access token. A token that was verified before costs a look-up and three questions to maps;
// a bad one costs no connection to anything.
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Principal } from '../route.ts';
import { unverified, verify } from './access-token.ts';
import type { Claims, Expected } from './claims.ts';
import type { Revocations } from './revocations.ts';
import { webSignatures } from './signatures.ts';
import type { SigningKeys } from './signing-keys.ts';
import { bearerOf } from './strict-form.ts';
import type { Entry, VerifiedCache } from './verified-cache.ts';

/** One answer for every reason. RFC 6750, section 3. */
const refused = () =>
  new Problem('not-authenticated', {
    layer: 'L3',
    rule: 'access-token',
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });

const entryOf = (claims: Claims, kid: string): Entry => ({
  principal: {
    user: claims.sub,
    organisation: claims.org,
    role: claims.role,
    department: claims.department,
    family: claims.sid,
  },
  epoch: claims.epoch,
  kid,
  expires: claims.exp * 1000,
});

export interface Authenticate {
  (request: Request): Principal | Promise<Principal>;
  /** The caller, if this token was verified before and needs nothing to be waited for; null otherwise. Never throws. */
  known(request: Request): Principal | null;
}

/** @returns a function that throws, or rejects with, Problem 'not-authenticated'. */
export function authenticator(
  { clock, config, signatures = webSignatures }: Pick<Deps, 'clock' | 'config' | 'signatures'>,
  keys: SigningKeys,
  revoked: Revocations,
  cache: VerifiedCache,
  expected: Expected,
): Authenticate {
  const off = config.layersOff.includes('L3');

  /** The one rule for a token that was verified before; whoever answers from the cache asks it. */
  const stands = (entry: Entry): boolean => !revoked.denies(entry) && keys.has(entry.kid);

  function allowed(token: string, entry: Entry): Principal {
    if (stands(entry)) return entry.principal;
    cache.delete(token);
    throw refused();
  }

  async function first(token: string): Promise<Principal> {
    const now = clock.now();
    // Only a set of keys older than a minute is read again, so unknown keys cannot make us ask.
    const renewing = keys.freshen();
    if (renewing !== undefined) await renewing;
    const found = await verify(signatures, token, keys.find, expected, now);
    if (found === null) throw refused();
    const entry = entryOf(found.claims, found.kid);
    const reading = revoked.fresh();
    if (reading !== undefined) await reading;
    const principal = allowed(token, entry);
    if (now < entry.expires) cache.set(token, entry);
    return principal;
  }

  function known(request: Request): Principal | null {
    const token = off ? null : bearerOf(request.headers.get('authorization'));
    const entry = token === null ? undefined : cache.get(token, clock.now());
    if (entry === undefined) return null;
    const renewing = revoked.fresh();
    if (renewing === undefined) return stands(entry) ? entry.principal : null;
    // Who then waits in authenticate() hears of a failure; here nobody does.
    renewing.catch(() => {});
    return null;
  }

  function authenticate(request: Request): Principal | Promise<Principal> {
    const token = bearerOf(request.headers.get('authorization'));
    if (token === null) throw refused();
    if (off) return withoutL3(token);
    const entry = cache.get(token, clock.now());
    if (entry === undefined) return first(token);
    const renewing = revoked.fresh();
    return renewing === undefined ? allowed(token, entry) : renewing.then(() => allowed(token, entry));
  }
  return Object.assign(authenticate, { known });
}

function withoutL3(token: string): Principal {
  const claims = unverified(token);
  if (claims === null) throw refused();
  return entryOf(claims, '').principal;
}

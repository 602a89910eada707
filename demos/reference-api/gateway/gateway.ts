// L2. Who calls, over what, and how often.
//
// WHEN THE CACHE IS DOWN (no answer within 250 ms, or a broken connection): sign-in and refresh are closed (503 with
// Retry-After), because guessing must never be unlimited; everything else goes on under the same limits counted in this
// process alone. One log line a second says so. It ends by itself with the first answer of the cache.
import type { Clock, Config, Log } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Principal, Route } from '../route.ts';
import { type Cache, CacheDown } from '../storage/cache.ts';
import { memoryCache } from '../storage/memory.ts';
import { bucketOf, clientAddress } from './address.ts';
import { allowed, parseAllowlist } from './allowlist.ts';
import { type Quota, take } from './rate-limit.ts';

/** The other end of the connection, as the host sees it. */
export interface Peer {
  readonly address: string;
  readonly encrypted: boolean;
}

export interface Gateway {
  /**
   * @returns the caller's rate-limit bucket
   * @throws Problem 'tls-required' or 'address-not-allowed' (403); an address that cannot be known is not allowed
   */
  arrive(headers: Headers, peer: Peer): string;
  /**
   * Counts the request against its client, and sign-in routes against their tighter quota too; against its account as
   * well where that is known already (a token verified before). All in one round trip, all or none.
   * Undefined when nothing is to be counted.
   * @throws Problem 'quota-exceeded' (429), 'unavailable' (503) on sign-in routes while the cache is down
   */
  takeClient(
    limit: Route['limit'],
    client: string,
    headers: Record<string, string>,
    principal?: Principal,
  ): Promise<void> | undefined;
  /** Counts the request against its account, when `takeClient` did not. @throws as takeClient does */
  takeAccount(
    limit: Route['limit'],
    principal: Principal,
    headers: Record<string, string>,
  ): Promise<void> | undefined;
  /** Both at once, in one round trip, for a caller who is known already. @throws as the two do */
  takeBoth(client: string, principal: Principal, headers: Record<string, string>): Promise<void> | undefined;
}

export interface GatewayDeps {
  readonly config: Config;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws AllowlistFault when the configured ranges cannot be read */
export function createGateway({ config, cache, clock, log }: GatewayDeps): Gateway {
  const { limits, trustedHops, requireTls } = config;
  const list = parseAllowlist(config.allowlist);
  if (config.layersOff.includes('L2')) return open(trustedHops);
  const known = knownBuckets();
  const alone = memoryCache(clock);
  let told = Number.NEGATIVE_INFINITY;

  async function count(quotas: readonly Quota[], headers: Record<string, string>, closes: boolean) {
    const now = clock.now();
    try {
      return await take(cache, quotas, now, headers);
    } catch (error) {
      if (!(error instanceof CacheDown)) throw error;
    }
    if (now - told >= 1_000 || now < told) {
      told = now;
      log.write('warn', 'cache-down', { signIn: 'closed', others: 'limited in this process' });
    }
    if (closes)
      throw new Problem('unavailable', {
        layer: 'L2',
        rule: 'quota.cache-down',
        headers: { 'retry-after': '1' },
      });
    return take(alone, quotas, now, headers);
  }

  return {
    arrive(headers, peer) {
      const forwarded = trustedHops === 0 ? null : headers.get('x-forwarded-for');
      if (requireTls && !overTls(headers, peer, trustedHops))
        throw new Problem('tls-required', { layer: 'L2', rule: 'gateway.tls' });
      // The whole text decides, so it can be the key; what an attacker varies is in front of it and costs one entry each.
      const key = trustedHops === 0 ? peer.address : (forwarded ?? '');
      let bucket = known.get(key);
      if (bucket === undefined) {
        const address = clientAddress(forwarded, peer.address, trustedHops);
        bucket = address !== null && allowed(list, address) ? bucketOf(address) : '';
        known.set(key, bucket);
      }
      if (bucket === '') throw new Problem('address-not-allowed', { layer: 'L2', rule: 'gateway.address' });
      return bucket;
    },
    takeClient(limit, client, headers, principal) {
      const quotas = [quota('client', client, limits.client)];
      if (limit === 'account' && principal) quotas.push(quota('account', principal.user, limits.account));
      if (limit === 'sign-in') quotas.push(quota('sign-in', client, limits.signIn));
      return count(quotas, headers, limit === 'sign-in');
    },
    takeAccount(limit, principal, headers) {
      if (limit !== 'account') return undefined;
      return count([quota('account', principal.user, limits.account)], headers, false);
    },
    takeBoth(client, principal, headers) {
      const quotas = [
        quota('client', client, limits.client),
        quota('account', principal.user, limits.account),
      ];
      return count(quotas, headers, false);
    },
  };
}

const quota = (
  policy: Quota['policy'],
  who: string,
  { limit, seconds }: { limit: number; seconds: number },
): Quota => ({ policy, window: { key: `${policy}:${who}`, limit, seconds } });

/** Behind our load balancer the connection to us says nothing; the header that it sets itself does. */
function overTls(headers: Headers, peer: Peer, trustedHops: number): boolean {
  return trustedHops === 0 ? peer.encrypted : headers.get('x-forwarded-proto') === 'https';
}

/** Reading an address costs some microseconds and callers come back: the last few thousand are kept. */
function knownBuckets(): { get(key: string): string | undefined; set(key: string, bucket: string): void } {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, bucket) {
      if (key.length > 128) return;
      if (young.size >= 2_048) {
        old = young;
        young = new Map();
      }
      young.set(key, bucket);
    },
  };
}

/** L2 switched off, in sandbox and test builds. */
function open(trustedHops: number): Gateway {
  return {
    arrive: (headers, peer) =>
      clientAddress(headers.get('x-forwarded-for'), peer.address, trustedHops) ?? 'unknown',
    takeClient: () => undefined,
    takeAccount: () => undefined,
    takeBoth: () => undefined,
  };
}

// Quotas as the client sees them: draft-ietf-httpapi-ratelimit-headers-10, in Structured Fields (RFC 9651).
import { Problem } from '../problem.ts';
import type { Cache, Window, WindowState } from '../storage/cache.ts';

/** A quota by name; the name is the policy that headers and problems speak of. */
export interface Quota {
  readonly policy: 'client' | 'account' | 'sign-in';
  readonly window: Window;
}

/** `RateLimit-Policy`: every quota that counted this request. "client";q=100;w=60 */
const policyField = (quotas: readonly Quota[]): string =>
  quotas.map(({ policy, window }) => `"${policy}";q=${window.limit};w=${window.seconds}`).join(', ');

/** `RateLimit`: what is left of each, and when it is used up, seconds until something is left again. */
const stateField = (quotas: readonly Quota[], states: readonly WindowState[]): string =>
  quotas
    .map(({ policy }, index) => {
      const { remaining, reset } = states[index] as WindowState;
      return remaining > 0 ? `"${policy}";r=${remaining}` : `"${policy}";r=0;t=${reset}`;
    })
    .join(', ');

/**
 * Takes one request from every quota, or from none when one of them is used up. Adds the headers to `headers`, also to
 * those of the refusal. `now` in milliseconds.
 * @throws Problem 'quota-exceeded' (429) with Retry-After; CacheDown as the cache does
 */
export async function take(
  cache: Pick<Cache, 'take'>,
  quotas: readonly Quota[],
  now: number,
  headers: Record<string, string>,
): Promise<void> {
  const states = await cache.take(
    quotas.map(({ window }) => window),
    now,
  );
  join(headers, 'ratelimit-policy', policyField(quotas));
  join(headers, 'ratelimit', stateField(quotas, states));
  if (states.every((state) => state.allowed)) return;
  const violated = quotas.filter((_, index) => !states[index]?.allowed).map(({ policy }) => policy);
  const wait = Math.max(1, ...states.filter((state) => !state.allowed).map((state) => state.reset));
  throw new Problem('quota-exceeded', {
    layer: 'L2',
    rule: `quota.${violated[0]}`,
    violated,
    headers: { 'retry-after': String(wait) },
  });
}

/** A field that is a list: what an earlier quota of the same request said stays. */
function join(headers: Record<string, string>, name: string, value: string): void {
  const before = headers[name];
  headers[name] = before === undefined ? value : `${before}, ${value}`;
}

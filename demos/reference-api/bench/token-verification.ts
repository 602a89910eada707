// What an access token costs: verified for the first time, 50 at once, beside the bare signature check of node:crypto in
// alternating rounds; and once more, from the cache. Run: node demos/reference-api/bench/token-verification.ts
import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { headerOf, issue } from '../identity/access-token.ts';
import { authenticator } from '../identity/authenticate.ts';
import { decode } from '../identity/base64url.ts';
import type { Claims } from '../identity/claims.ts';
import { revocations } from '../identity/revocations.ts';
import type { SigningKeys, Verifier } from '../identity/signing-keys.ts';
import { verifiedCache } from '../identity/verified-cache.ts';
import { systemClock, systemIds } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { testConfig } from '../test/test-config.ts';

const tokens = 2_000;
const rounds = 7;
const atOnce = 50;

const clock = systemClock;
const ids = systemIds(clock);
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};
const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const header = headerOf('RS256', 'bench');
const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
const verifier: Verifier = {
  ...{ kid: 'bench', alg: 'RS256', header, key: pair.publicKey, jwk },
  ...{ from: 0, until: Number.POSITIVE_INFINITY, sealed: new Uint8Array() },
};
const keys = {
  find: (first: string) => (first === header ? verifier : undefined),
  has: () => true,
  freshen: () => undefined,
} as unknown as SigningKeys;
const database = { query: async () => [{ cursor: '1', kind: null, subject: null }] } as unknown as Database;

const { issuer, audience } = testConfig;
async function token(): Promise<string> {
  const iat = Math.floor(clock.now() / 1000);
  const claims: Claims = {
    ...{ iss: issuer, aud: audience, sub: ids.uuid(), exp: iat + 600, nbf: iat, iat, jti: ids.uuid() },
    ...{ org: ids.uuid(), role: 'viewer', department: 'operations', sid: ids.uuid(), epoch: 0 },
  };
  return issue({ ...verifier, key: pair.privateKey }, claims);
}
const made = await Promise.all(Array.from({ length: tokens }, token));
const requests = made.map(
  (one) => new Request('http://api/', { headers: { authorization: `Bearer ${one}` } }),
);

/** Microseconds each: elapsed, and of processor. */
async function measure(
  work: (i: number) => Promise<unknown>,
): Promise<{ elapsed: number; processor: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let i = next++; i < tokens; i = next++) await work(i);
    }),
  );
  const elapsed = ((performance.now() - start) * 1000) / tokens;
  const { user, system } = process.cpuUsage(cpu);
  return { elapsed, processor: (user + system) / tokens };
}

const publicKey = createPublicKey({ key: jwk as never, format: 'jwk' });
const parts = made.map((one) => {
  const dot = one.lastIndexOf('.');
  return { signed: Buffer.from(one.slice(0, dot)), signature: Buffer.from(decode(one.slice(dot + 1)) ?? []) };
});
const bare = (i: number) =>
  new Promise((done, fail) => {
    const { signed, signature } = parts[i] as (typeof parts)[number];
    nodeVerify('sha256', signed, publicKey, signature, (error, right) =>
      error || !right ? fail(error) : done(right),
    );
  });

const expected = { issuer, audience, accessSeconds: 600, leewaySeconds: 5 };
const fresh = () =>
  authenticator(
    { clock, config: testConfig },
    keys,
    revocations({ clock, database }, 605_000, () => {}),
    verifiedCache(),
    expected,
  );
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

const ratios = { elapsed: [] as number[], processor: [] as number[] };
const costs = { bare: [] as number[], first: [] as number[], again: [] as number[] };
for (let round = 0; round < rounds; round++) {
  const authenticate = fresh();
  const ours = () => measure(async (i) => authenticate(requests[i] as Request));
  const [a, b] = round % 2 === 0 ? [await measure(bare), await ours()] : [await ours(), await measure(bare)];
  const [theirs, first] = round % 2 === 0 ? [a, b] : [b, a];
  ratios.elapsed.push(theirs.elapsed / first.elapsed);
  ratios.processor.push(theirs.processor / first.processor);
  costs.bare.push(theirs.processor);
  costs.first.push(first.processor);
  const start = process.cpuUsage();
  for (let times = 0; times < 20; times++) for (const request of requests) authenticate(request);
  const { user, system } = process.cpuUsage(start);
  costs.again.push((user + system) / (20 * tokens));
}

const shown = (value: number) => Math.round(value * 100) / 100;
console.log(
  JSON.stringify(
    {
      'first verification, throughput against node:crypto (aim 0.65)': shown(median(ratios.elapsed)),
      'first verification, processor against node:crypto': shown(median(ratios.processor)),
      'processor µs: node:crypto alone': shown(median(costs.bare)),
      'processor µs: first verification, all of L3': shown(median(costs.first)),
      'processor µs: verified before (aim 10)': shown(median(costs.again)),
    },
    null,
    2,
  ),
);

// What an access token costs: verified for the first time, 50 at once, by either engine, beside the bare signature check of
// node:crypto in alternating rounds; and once more, from the cache. Run: node demos/reference-api/bench/token-verification.ts
import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { headerOf, issue } from '../identity/access-token.ts';
import { authenticator } from '../identity/authenticate.ts';
import { decode } from '../identity/base64url.ts';
import type { Claims } from '../identity/claims.ts';
import { revocations } from '../identity/revocations.ts';
import type { Verifier } from '../identity/signatures.ts';
import { type Signatures, webSignatures } from '../identity/signatures.ts';
import { nodeSignatures } from '../identity/signatures-node.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';
import { verifiedCache } from '../identity/verified-cache.ts';
import { systemClock, systemIds } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { testConfig } from '../test/test-config.ts';

const tokens = 2_000;
const rounds = 9;
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
async function keysBy(signatures: Signatures): Promise<SigningKeys> {
  const verifier: Verifier = {
    ...{ kid: 'bench', alg: 'RS256', header, key: await signatures.importKey('RS256', jwk), jwk },
    ...{ from: 0, until: Number.POSITIVE_INFINITY, sealed: new Uint8Array() },
  };
  return {
    find: (first: string) => (first === header ? verifier : undefined),
    has: () => true,
    freshen: () => undefined,
  } as unknown as SigningKeys;
}
const database = { query: async () => [{ cursor: '1', kind: null, subject: null }] } as unknown as Database;

const { issuer, audience } = testConfig;
async function token(): Promise<string> {
  const iat = Math.floor(clock.now() / 1000);
  const claims: Claims = {
    ...{ iss: issuer, aud: audience, sub: ids.uuid(), exp: iat + 600, nbf: iat, iat, jti: ids.uuid() },
    ...{ org: ids.uuid(), role: 'viewer', department: 'operations', sid: ids.uuid(), epoch: 0 },
  };
  return issue({ kid: 'bench', alg: 'RS256', header, key: pair.privateKey }, claims);
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
const engines = { 'node:crypto': nodeSignatures, 'web crypto': webSignatures } as const;
type Engine = keyof typeof engines;
const names = Object.keys(engines) as Engine[];
const keys = { 'node:crypto': await keysBy(nodeSignatures), 'web crypto': await keysBy(webSignatures) };
const fresh = (engine: Engine) =>
  authenticator(
    { clock, config: testConfig, signatures: engines[engine] },
    keys[engine],
    revocations({ clock, database }, 605_000, () => {}),
    verifiedCache(),
    expected,
  );
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const shown = (values: number[]) => Math.round(median(values) * 100) / 100;

const lists = () => ({ 'node:crypto': [] as number[], 'web crypto': [] as number[] });
const found = { elapsed: lists(), processor: lists(), cost: lists() };
const bareCost: number[] = [];
const again: number[] = [];
// The first round warms up and is not counted.
for (let round = -1; round < rounds; round++) {
  const results = new Map<Engine | 'bare', { elapsed: number; processor: number }>();
  const order = round % 2 === 0 ? (['bare', ...names] as const) : ([...names, 'bare'] as const);
  for (const who of order) {
    const authenticate = who === 'bare' ? null : fresh(who);
    results.set(
      who,
      await measure(authenticate === null ? bare : async (i) => authenticate(requests[i] as Request)),
    );
    if (authenticate === null || who === 'web crypto' || round < 0) continue;
    const start = process.cpuUsage();
    for (let times = 0; times < 20; times++) for (const request of requests) authenticate(request);
    const { user, system } = process.cpuUsage(start);
    again.push((user + system) / (20 * tokens));
  }
  const theirs = results.get('bare');
  if (theirs === undefined || round < 0) continue;
  bareCost.push(theirs.processor);
  for (const name of names) {
    const ours = results.get(name) ?? theirs;
    found.elapsed[name].push(theirs.elapsed / ours.elapsed);
    found.processor[name].push(theirs.processor / ours.processor);
    found.cost[name].push(ours.processor);
  }
}

const byEngine = (name: Engine) => ({
  'throughput against the bare check (aim 0.65)': shown(found.elapsed[name]),
  'processor against the bare check': shown(found.processor[name]),
  'processor µs, all of L3': shown(found.cost[name]),
});
console.log(
  JSON.stringify(
    {
      'first verification by node:crypto (servers)': byEngine('node:crypto'),
      'first verification by web crypto (a tab)': byEngine('web crypto'),
      'processor µs: the bare check of node:crypto': shown(bareCost),
      'processor µs: verified before (aim 10)': shown(again),
    },
    null,
    2,
  ),
);

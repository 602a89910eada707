// AUTHN-18 and 19: one key from many cold starts; a rotation that no holder of a valid token notices, with two processes of
// ours and a verifier elsewhere that keeps our JWKS for as long as its max-age says (jose, RFC 7517).
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/database.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { issue } from './access-token.ts';
import { claimsOf, headerOf } from './test/forge.ts';
import { openSetting, type Process, type Setting } from './test/processes.ts';
import { lookedFirst } from './test/weak.ts';

/** As many processes at once on a database without a key. */
async function coldStarts(setting: Setting, database: Database, many: number) {
  await setting.host.owner.script('delete from signing_keys');
  const processes = Array.from({ length: many }, () => setting.another({ database }));
  const sets = await Promise.all(processes.map(({ identity }) => identity.keys.jwks()));
  const [row] = await setting.host.owner.query<{ n: number }>(
    sql`select count(*)::int as n from signing_keys`,
  );
  return { sets, keys: row?.n };
}

describe('cold starts', () => {
  let setting: Setting;
  let database: Database;
  beforeAll(async () => {
    setting = await openSetting('node');
    database = openPg({ url: setting.host.url as string, leaseTimeout: 60_000 });
  });
  afterAll(async () => {
    await database.close();
    await setting.host.close();
  });

  it('AUTHN-18: twenty at once make one key of 3,072 bits, its private half sealed and never shown', async () => {
    const { sets, keys } = await coldStarts(setting, database, 20);
    expect(keys).toBe(1);
    expect(new Set(sets.map((set) => JSON.stringify(set))).size).toBe(1);
    const key = sets[0]?.keys[0] as Record<string, string>;
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(key).not.toHaveProperty(secret);
    expect(Buffer.from(key['n'] as string, 'base64url').length * 8).toBeGreaterThanOrEqual(3_072);
  });

  it('AUTHN-18 control: a service that looks first and makes then, without the lock, makes several', async () => {
    expect((await coldStarts(setting, lookedFirst(database, 3), 3)).keys).toBe(3);
  });
});

/** A verifier elsewhere: fetches our JWKS when its copy is older than max-age, never in between. */
function elsewhere(process: Process, now: () => number) {
  let set: ReturnType<typeof createLocalJWKSet>;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (token: string): Promise<boolean> => {
    if (now() - readAt >= 300_000) {
      const response = await process.call('GET', '/.well-known/jwks.json');
      set = createLocalJWKSet((await response.json()) as JSONWebKeySet);
      readAt = now();
    }
    const options = { algorithms: ['RS256'], typ: 'at+jwt', currentDate: new Date(now()) };
    return jwtVerify(token, set, options).then(
      () => true,
      () => false,
    );
  };
}

describe('rotation', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting('node', { keySeconds: 3_600 });
  });
  afterAll(() => setting.host.close());

  it('AUTHN-19: publish, wait, sign, retire: no valid token fails in two hours of service', async () => {
    const { host, first } = setting;
    const now = () => host.clock.now();
    const other = setting.another();
    const outside = elsewhere(other, now);
    const session = await first.signIn('vera');
    const { principal, epoch } = {
      principal: await first.identity.authenticate(
        new Request('http://api/', { headers: { authorization: `Bearer ${session.accessToken}` } }),
      ),
      epoch: claimsOf(session.accessToken).epoch,
    };
    const valid: { token: string; exp: number }[] = [];
    const kids = new Set<unknown>();
    let verified = 0;
    // Two hours in steps of 10 s: a token a step from either process, every 9th of the valid ones verified by all three.
    for (let step = 0; step < 720; step++) {
      host.clock.advance(10_000);
      const signer = step % 2 === 0 ? first : other;
      const token = await signer.identity.inside.accessToken(principal, epoch);
      const { exp } = claimsOf(token);
      kids.add(headerOf(token)['kid']);
      valid.push({ token, exp });
      while ((valid[0] as { exp: number }).exp * 1000 <= now()) valid.shift();
      for (const one of valid.filter((_, i) => (i + step) % 9 === 0 || i === valid.length - 1)) {
        const headers = { authorization: `Bearer ${one.token}` };
        for (const { identity } of [first, other])
          expect((await identity.authenticate(new Request('http://api/', { headers }))).user).toBe(
            principal.user,
          );
        expect(await outside(one.token)).toBe(true);
        verified += 3;
      }
    }
    expect(kids.size).toBeGreaterThanOrEqual(2);
    expect(verified).toBeGreaterThan(10_000);
    const rows = await host.owner.query<{ retired: boolean; empty: boolean }>(
      sql`select retired_at is not null as retired, private_sealed = '' as empty from signing_keys order by signs_from`,
    );
    expect(rows[0]).toEqual({ retired: true, empty: true });
    expect(rows.filter(({ retired }) => !retired).length).toBeLessThanOrEqual(2);
  }, 120_000);

  it('AUTHN-19: the tokens of a key that was retired are refused everywhere within a second', async () => {
    const { host, first } = setting;
    const other = setting.another();
    const session = await first.signIn('carl');
    const kid = String(headerOf(session.accessToken)['kid']);
    expect([await first.me(session.accessToken), await other.me(session.accessToken)]).toEqual([200, 200]);
    await first.identity.keys.publishNext();
    await first.identity.keys.retire(kid);
    expect(await first.me(session.accessToken)).toBe(401);
    host.clock.advance(751);
    expect(await other.me(session.accessToken)).toBe(401);
    expect(other.identity.cache.get(session.accessToken, host.clock.now())).toBeUndefined();
    const { keys } = await other.identity.keys.jwks();
    expect(keys.map((key) => (key as { kid?: string }).kid)).not.toContain(kid);
    // The session itself goes on, under the next key.
    const again = await other.refresh(session.refreshToken);
    expect(again.status).toBe(200);
    const { accessToken } = (await again.json()) as { accessToken: string };
    expect([await first.me(accessToken), await other.me(accessToken)]).toEqual([200, 200]);
  });

  it('AUTHN-19 control: a key that signs as soon as it is published is unknown elsewhere', async () => {
    const { host, first } = setting;
    const outside = elsewhere(first, () => host.clock.now());
    const { accessToken } = await first.signIn('cora');
    expect(await outside(accessToken)).toBe(true);
    const kid = await first.identity.keys.publishNext();
    await host.owner.query(
      sql`update signing_keys set signs_from = ${new Date(host.clock.now())} where kid = ${kid}`,
    );
    await host.owner.query(
      sql`update signing_keys set signs_until = ${new Date(host.clock.now())} where kid <> ${kid} and retired_at is null`,
    );
    const eager = setting.another();
    const token = await issue(await eager.identity.keys.signer(), claimsOf(accessToken));
    expect(headerOf(token)['kid']).toBe(kid);
    expect(await outside(token)).toBe(false);
  });
});

describe('unknown keys', () => {
  it('AUTHN-20: a flood of them makes us read ours once a minute at most', async () => {
    const setting = await openSetting('node');
    const { database } = setting.host.deps;
    let reads = 0;
    const process = setting.another({
      database: {
        ...database,
        transaction: (scope, work) => {
          reads += 1;
          return database.transaction(scope, work);
        },
      },
    });
    try {
      const { accessToken } = await process.signIn('vera');
      const [, payload, signature] = accessToken.split('.');
      reads = 0;
      setting.host.clock.advance(60_001);
      for (let i = 0; i < 5_000; i++) {
        const header = Buffer.from(
          JSON.stringify({ alg: 'RS256', kid: `unknown-${i}`, typ: 'at+jwt' }),
        ).toString('base64url');
        const headers = { authorization: `Bearer ${header}.${payload}.${signature}` };
        await expect(
          (async () => process.identity.authenticate(new Request('http://api/', { headers })))(),
        ).rejects.toThrow();
      }
      expect(reads).toBe(1);
    } finally {
      await setting.host.close();
    }
  });
});

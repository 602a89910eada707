// Refresh tokens against everything that has been done to refresh tokens (AUTHN-09 to 12, 14, 22, 23). Each attack also runs
// against a twin that is weak in just the way the attack is about, and has to succeed there.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePassword } from '../storage/examples.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { together } from '../test/together.ts';
import type { IdentitySettings } from './settings.ts';
import { openSetting, type Process, type Session, type Setting } from './test/processes.ts';
import { oneStoreForAll, successorEachTime, usedInMemory, wholeSeconds } from './test/weak.ts';

interface Family {
  readonly ended: boolean;
  readonly why: string | null;
  readonly tokens: number;
  readonly live: number;
}

async function familyOf({ host }: Setting, id: string): Promise<Family> {
  const [row] = await host.owner.query<{
    why: string | null;
    tokens: number;
    live: number;
  }>(sql`select f.ended_why as why,
    count(t.hash)::int as tokens, (count(t.hash) filter (where t.used_at is null and f.ended_at is null))::int as live
    from refresh_families f join refresh_tokens t on t.family_id = f.id where f.id = ${id} group by f.id`);
  return { ended: row?.why !== null, why: row?.why ?? null, tokens: row?.tokens ?? 0, live: row?.live ?? 0 };
}

const successorOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Session).refreshToken;

function tally(statuses: readonly number[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Reads, sees that the token is unused, then writes: what one writes who has not heard of the second tab. */
async function readThenWrite(
  pool: pg.Pool,
  family: string,
  parent: Buffer,
  meet: () => Promise<void>,
): Promise<boolean> {
  const { rows } = await pool.query('select used_at from refresh_tokens where hash = $1', [parent]);
  await meet();
  if (rows[0]?.used_at !== null) return false;
  const successor = Buffer.from(crypto.getRandomValues(new Uint8Array(32)));
  await pool.query(`update refresh_tokens set used_at = now(), successor_sealed = '' where hash = $1`, [
    parent,
  ]);
  await pool.query(
    `insert into refresh_tokens (hash, family_id, parent_hash, issued_at, idle_expiry) values ($1, $2, $3, now(), now())`,
    [successor, family, parent],
  );
  return true;
}

/** A setting of its own, to be weakened. */
async function withWeak(settings: Partial<IdentitySettings>, work: (weak: Setting) => Promise<void>) {
  const weak = await openSetting('node', settings);
  try {
    await work(weak);
  } finally {
    await weak.host.close();
  }
}

// The attacks, each made on the service and on the weak one.

async function fiveInOneSecond({ first }: Setting) {
  const { refreshToken, session } = await first.signIn('vera');
  const chain = [refreshToken];
  for (let i = 0; i < 5; i++) chain.push(await successorOf(await first.refresh(chain[i] as string)));
  const statuses = [];
  for (const old of chain.slice(0, 5)) statuses.push((await first.refresh(old)).status);
  return { statuses, session, last: chain[5] as string };
}

async function manyAtOnce(setting: Setting, many: number) {
  const { refreshToken, session } = await setting.first.signIn('vera');
  const answers = await Promise.all(Array.from({ length: many }, () => setting.first.refresh(refreshToken)));
  const statuses = tally(answers.map(({ status }) => status));
  const successors = new Set(await Promise.all(answers.map(successorOf))).size;
  return { statuses, successors, family: await familyOf(setting, session) };
}

async function replayedAfterRestart({ host }: Setting, start: () => Process) {
  const before = start();
  const { refreshToken, session } = await before.signIn('vera');
  await before.refresh(refreshToken);
  host.clock.advance(10_001);
  return { status: (await start().refresh(refreshToken)).status, session };
}

/** The same text as key of every other single-use store: written, then deleted. */
async function revivedByOthers({ first, host }: Setting) {
  const { refreshToken, session, accessToken } = await first.signIn('ada');
  await first.refresh(refreshToken);
  host.clock.advance(10_001);
  const key = refreshToken.slice(0, 47);
  const body = {
    email: 'x@aster.example',
    name: 'X',
    role: 'viewer',
    department: 'finance',
    password: examplePassword,
  };
  expect((await first.call('POST', '/v1/users', { token: accessToken, key, body })).status).toBe(201);
  await host.deps.cache.set(refreshToken, 'used', 60);
  await host.deps.cache.delete(refreshToken);
  await host.owner.script('delete from idempotency_keys; delete from access_notices');
  return { status: (await first.refresh(refreshToken)).status, session };
}

describe('strict rotation', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting('node', { graceSeconds: 0 });
  });
  afterAll(() => setting.host.close());

  it('AUTHN-09: of 10,000 refreshes at once one succeeds, and the family ends with one alert', async () => {
    const database = openPg({ url: setting.host.url as string, leaseTimeout: 600_000, waiting: 20_000 });
    const process = setting.another({ database });
    const { refreshToken, session } = await process.signIn('vera');
    const answers = await Promise.all(Array.from({ length: 10_000 }, () => process.refresh(refreshToken)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 401: 9_999 });
    const winner = answers.find(({ status }) => status === 200) as Response;
    expect((await process.refresh(await successorOf(winner))).status).toBe(401);
    expect(await familyOf(setting, session)).toEqual({ ended: true, why: 'reused', tokens: 2, live: 0 });
    expect(process.events.filter(({ details }) => details?.['alert'])).toHaveLength(1);
    await database.close();
  }, 300_000);

  it('AUTHN-09 control: reading and then writing lets several through', async () => {
    const twin = await openSetting('node');
    try {
      const { session } = await twin.first.signIn('vera');
      await twin.host.owner.script(
        'alter table refresh_tokens drop constraint refresh_tokens_parent_hash_key',
      );
      const [row] = await twin.host.owner.query<{ hash: Buffer }>(sql`select hash from refresh_tokens`);
      const pool = new pg.Pool({ connectionString: twin.host.url as string, max: 20 });
      const { hash } = row as { hash: Buffer };
      // Twenty have read before the first writes; the others come as they come.
      const meet = together(20);
      const successes = await Promise.all(
        Array.from({ length: 500 }, () => readThenWrite(pool, session, hash, meet)),
      );
      await pool.end();
      expect(successes.filter(Boolean).length).toBeGreaterThanOrEqual(20);
      expect((await familyOf(twin, session)).live).toBeGreaterThan(1);
    } finally {
      await twin.host.close();
    }
  }, 60_000);

  it('AUTHN-09: where the code to fail, the database still refuses a second successor', async () => {
    const { session } = await setting.first.signIn('carl');
    const insert = sql`insert into refresh_tokens (hash, family_id, parent_hash, issued_at, idle_expiry)
      select sha256(random()::text::bytea), family_id, hash, now(), now() from refresh_tokens where family_id = ${session} and parent_hash is null`;
    await setting.host.owner.query(insert);
    await expect(setting.host.owner.query(insert)).rejects.toThrow(/refresh_tokens_parent_hash_key/);
  });

  it('AUTHN-12: five rotations within one second, each older token replayed: five refusals', async () => {
    const { statuses, session, last } = await fiveInOneSecond(setting);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect(await familyOf(setting, session)).toMatchObject({ ended: true, live: 0 });
    expect((await setting.first.refresh(last)).status).toBe(401);
  });

  it('AUTHN-12 control: a service that compares in whole seconds lets them in again', () =>
    withWeak({ graceSeconds: 0 }, async (weak) => {
      await wholeSeconds(weak);
      expect((await fiveInOneSecond(weak)).statuses).toEqual([200, 200, 200, 200, 200]);
    }));
});

describe('rotation with ten seconds of grace', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting('node');
  });
  afterAll(() => setting.host.close());

  it('AUTHN-10: 200 refreshes at once get one and the same successor', async () => {
    expect(await manyAtOnce(setting, 200)).toEqual({
      statuses: { 200: 200 },
      successors: 1,
      family: { ended: false, why: null, tokens: 2, live: 1 },
    });
  });

  it('AUTHN-10 control: a service that makes a successor each time leaves as many live tokens', () =>
    withWeak({}, async (weak) => {
      await successorEachTime(weak);
      const { statuses, successors, family } = await manyAtOnce(weak, 20);
      expect([statuses, successors, family.live]).toEqual([{ 200: 20 }, 20, 21]);
    }));

  it('AUTHN-10: at the end of the grace the successor is still given, one millisecond later the family ends', async () => {
    const { first, host } = setting;
    const { refreshToken, session } = await first.signIn('vera');
    const successor = await successorOf(await first.refresh(refreshToken));
    host.clock.advance(10_000);
    expect(await successorOf(await first.refresh(refreshToken))).toBe(successor);
    host.clock.advance(1);
    expect((await first.refresh(refreshToken)).status).toBe(401);
    expect(await familyOf(setting, session)).toMatchObject({ ended: true, why: 'reused' });
    expect((await first.refresh(successor)).status).toBe(401);
  });

  it('AUTHN-10: a grandparent ends the family even inside the grace', async () => {
    const { first } = setting;
    const { refreshToken, session } = await first.signIn('vera');
    const child = await successorOf(await first.refresh(refreshToken));
    const grandchild = await successorOf(await first.refresh(child));
    expect((await first.refresh(refreshToken)).status).toBe(401);
    expect(await familyOf(setting, session)).toMatchObject({ ended: true, why: 'reused', live: 0 });
    expect((await first.refresh(grandchild)).status).toBe(401);
  });

  it('AUTHN-11: a parent replayed after a restart is refused', async () => {
    const { status, session } = await replayedAfterRestart(setting, () => setting.another());
    expect(status).toBe(401);
    expect(await familyOf(setting, session)).toMatchObject({ ended: true, why: 'reused' });
  });

  it('AUTHN-11 control: a service that keeps used tokens in memory forgets them with its process', () =>
    withWeak({}, async (weak) => {
      const database = await usedInMemory(weak);
      const start = () => weak.another({ database: database() });
      expect((await replayedAfterRestart(weak, start)).status).toBe(200);
      // Until then it refuses: nothing but the restart lets the token in.
      const running = start();
      expect((await replayedAfterRestart(weak, () => running)).status).toBe(401);
    }));

  it('AUTHN-14: nothing of another purpose revives a used token', async () => {
    const { status, session } = await revivedByOthers(setting);
    expect(status).toBe(401);
    expect(await familyOf(setting, session)).toMatchObject({ ended: true, why: 'reused' });
  });

  it('AUTHN-14 control: a service with one store for all purposes lets a cleared mark revive the token', () =>
    withWeak({}, async (weak) => {
      await oneStoreForAll(weak);
      expect((await revivedByOthers(weak)).status).toBe(200);
    }));

  it('AUTHN-23: the absolute age ends a session despite rotations, idleness before that', async () => {
    const { first, host } = setting;
    const day = 86_400_000;
    const { refreshToken } = await first.signIn('vera');
    const idle = await first.signIn('vera');
    let token = refreshToken;
    for (let i = 0; i < 4; i++) {
      host.clock.advance(7 * day);
      token = await successorOf(await first.refresh(token));
    }
    expect((await first.refresh(idle.refreshToken)).status).toBe(401);
    host.clock.advance(2 * day - 1);
    const last = await first.refresh(token);
    expect(last.status).toBe(200);
    token = await successorOf(last);
    host.clock.advance(1);
    expect((await first.refresh(token)).status).toBe(401);
  });
});

describe('what a copy of the database opens', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting('node');
  });
  afterAll(() => setting.host.close());

  it('AUTHN-22: no refresh token and no password', async () => {
    const { first, host } = setting;
    const { refreshToken } = await first.signIn('vera');
    const successor = await successorOf(await first.refresh(refreshToken));
    const pool = new pg.Pool({ connectionString: host.url as string });
    const { rows: tables } = await pool.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    let dump = '';
    for (const { name } of tables)
      dump += (await pool.query<{ row: string }>(`select t::text as row from ${name} t`)).rows
        .map(({ row }) => row)
        .join('\n');
    const hashes = (
      await pool.query<{ hash: Buffer; successor_sealed: Buffer | null }>('select * from refresh_tokens')
    ).rows;
    await pool.end();
    // Control: the search finds what is there.
    expect(dump).toContain('vera@aster.example');
    for (const secret of [refreshToken, successor]) {
      const bytes = Buffer.from(secret.slice(4), 'base64url');
      for (const form of [secret, secret.slice(4), bytes.toString('hex'), bytes.toString('base64')])
        expect(dump).not.toContain(form);
    }
    for (const { hash, successor_sealed } of hashes) {
      for (const bytes of [hash, successor_sealed ?? hash])
        for (const text of [bytes.toString('hex'), `rt1_${bytes.subarray(0, 32).toString('base64url')}`])
          expect((await first.refresh(text)).status).toBe(401);
    }
    expect(hashes).toHaveLength(2);
  });
});

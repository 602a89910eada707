// AUTHN-13: ending a session against refreshing it, in 1,000 orders that a seeded scheduler chooses, on PostgreSQL. Never is
// there a live token after the session was ended.
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Row, Statement } from '../storage/database.ts';
import { users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { refreshFlow } from './refresh.ts';
import { makeRefreshToken } from './refresh-token.ts';
import { endOwn, startSession } from './store.ts';
import { openSetting, type Setting } from './test/processes.ts';

let setting: Setting;
let pool: pg.Pool;
beforeAll(async () => {
  setting = await openSetting('node');
  pool = new pg.Pool({ connectionString: setting.host.url as string, max: 8 });
});
afterAll(async () => {
  await pool.end();
  await setting.host.close();
});

const { organisation, id: user, role } = users.vera;
const seed = 13;

/** Every statement waits for its turn before it is sent; row locks may then make it wait further. */
function scheduled(inner: Database, scheduler: fc.Scheduler): Database {
  const turn = () => scheduler.schedule(Promise.resolve());
  return {
    ...inner,
    async query<R extends Row>(statement: Statement) {
      await turn();
      return inner.query<R>(statement);
    },
    transaction: (scope, work) =>
      inner.transaction(scope, async (tx) => {
        await turn();
        const result = await work({
          async query<R extends Row>(statement: Statement) {
            await turn();
            return tx.query<R>(statement);
          },
        });
        await turn();
        return result;
      }),
  };
}

async function newSession(): Promise<{ family: string; token: string }> {
  const { database, ids, clock } = setting.host.deps;
  const token = await makeRefreshToken(ids.bytes(32));
  const family = ids.uuid();
  const at = new Date(clock.now());
  const later = new Date(clock.now() + 86_400_000);
  const session = { family, user, epoch: 0, token: token.hash, at, idle: later, absolute: later, device: '' };
  await database.transaction(null, (tx) => startSession(tx, session));
  return { family, token: token.text };
}

/** What starts when: all at once, or one side only after the other has ended, so that each wins at times on any machine. */
const starts = ['at once', 'at once', 'refresh first', 'ending first'] as const;
type Start = (typeof starts)[number];

/** The service's own refresh and its own ending. */
async function round(scheduler: fc.Scheduler, start: Start): Promise<{ family: string; tokens: string[] }> {
  const { deps } = setting.host;
  const { family, token } = await newSession();
  const database = scheduled(deps.database, scheduler);
  const flow = refreshFlow({ ...deps, database }, setting.first.identity.inside.settings, async () => {});
  const end = () =>
    database.transaction({ organisation, user, role }, (tx) =>
      endOwn(tx, family, 'signed-out', new Date(deps.clock.now())),
    );
  const refresh = () => flow.refresh(token, '');
  const [one, two, ended] = await scheduler.waitFor(
    start === 'at once'
      ? Promise.all([refresh(), refresh(), end()])
      : start === 'refresh first'
        ? refresh().then(async (first) => [first, ...(await Promise.all([refresh(), end()]))] as const)
        : end().then(async (done) => [...(await Promise.all([refresh(), refresh()])), done] as const),
  );
  expect(ended).toBe(true);
  const given = [one, two].flatMap((result) => (result.kind === 'refreshed' ? [result.refreshToken] : []));
  return { family, tokens: [token, ...given] };
}

describe('ending a session while it is refreshed', () => {
  it('leaves no live token, in 1,000 orders', async () => {
    const given = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(...starts), async (scheduler, start) => {
        const { tokens } = await round(scheduler, start);
        given.add(tokens.length);
        const flow = setting.first.identity.inside.refreshing;
        for (const token of tokens) expect((await flow.refresh(token, '')).kind).toBe('refused');
      }),
      { numRuns: 1_000, seed },
    );
    const [row] = await setting.host.owner.query<{ n: number }>(
      sql`select count(*)::int as n from refresh_families where ended_at is null`,
    );
    expect(row?.n).toBe(0);
    // Both sides won at times: the orders were not all alike.
    expect(given.size).toBeGreaterThan(1);
  }, 240_000);

  it('control: ending tokens one by one leaves the successor of a refresh that was under way', async () => {
    // The same two sides, every order of their steps: it is the middle one that leaves a live token.
    const live: boolean[] = [];
    for (const order of ['look, replace, end', 'look, end, replace', 'end, look, replace']) {
      const { family } = await newSession();
      const rows = `from refresh_tokens where family_id = $1 and used_at is null`;
      let seen = 0;
      const steps: Record<string, () => Promise<unknown>> = {
        look: async () => {
          seen = (await pool.query(`select ${rows}`, [family])).rowCount ?? 0;
        },
        replace: async () =>
          seen > 0 &&
          pool.query(
            `with parent as (update refresh_tokens set used_at = now(), successor_sealed = '' where family_id = $1 returning hash)
             insert into refresh_tokens (hash, family_id, parent_hash, issued_at, idle_expiry)
             select sha256(random()::text::bytea), $1, hash, now(), now() from parent`,
            [family],
          ),
        end: () =>
          pool.query(
            `update refresh_tokens set used_at = now(), successor_sealed = '' where family_id = $1 and used_at is null`,
            [family],
          ),
      };
      for (const step of order.split(', ')) await steps[step]?.();
      live.push((await pool.query(`select ${rows}`, [family])).rowCount !== 0);
    }
    expect(live).toEqual([false, true, false]);
  }, 60_000);
});

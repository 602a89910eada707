// DATA-10: PostgreSQL is killed with SIGKILL at random moments of a workload. Each operation writes two tables and its
// Idempotency-Key; what was acknowledged is there afterwards, what was not is there whole or not at all, and a retry ends once.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { fingerprintOf, once } from '../idempotency.ts';
import type { Database } from '../storage/database.ts';
import { organisations, users } from '../storage/examples.ts';
import { migrate } from '../storage/migrate.ts';
import { migrationFiles } from '../storage/migration-files.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { openPg } from '../storage/pg.ts';
import { seed } from '../storage/seed.ts';
import { sql } from '../storage/sql.ts';
import { type CrashingPostgres, crashingPostgres } from './crashing-postgres.ts';

const kills = often(20, 100);
const workers = 8;
/** Answers between two kills, at least: there has to be something to lose. */
const answers = 10;
const at = Date.UTC(2026, 0, 5, 9);
const scope = { organisation: organisations.aster.id, user: users.carl.id, role: 'contributor' };

let server: CrashingPostgres;
let database: Database;
beforeAll(async () => {
  // A WAL writer that waits 10 s makes the weak twin's loss plain; the service itself does not depend on it.
  server = await crashingPostgres(['wal_writer_delay=10s', 'fsync=on', 'recovery_init_sync_method=syncfs']);
  const owner = await ownerPg(server.url);
  await migrate(owner, migrationFiles());
  await seed(owner, {
    passwords: { hash: async () => 'x' },
    clock: { now: () => at },
    seal: async () => new Uint8Array(1),
  });
  await owner.script("create table effects (n integer primary key, part text not null default 'first')");
  await owner.script("create table echoes (n integer primary key, part text not null default 'second')");
  await owner.script('grant select, insert on effects, echoes to lavbytes_app');
  await owner.close();
  database = openPg({ url: server.url, size: workers });
}, 120_000);
afterAll(async () => {
  await database.close();
  await server.remove();
});

const plain = {
  ready: async () => {},
  seal: async (_row: string, text: string) => new TextEncoder().encode(text),
  open: async (_row: string, sealed: Uint8Array) => new TextDecoder().decode(sealed),
};

/** The service's own way: one transaction for both rows and the kept answer. */
async function operation(n: number): Promise<string | null> {
  const claim = { scope, key: `operation-${n}`, fingerprint: await fingerprintOf('test', null), at };
  const answer = await once(database, plain, claim, (joined) =>
    joined.transaction(scope, async (tx) => {
      await tx.query(sql`insert into effects (n) values (${n})`);
      await tx.query(sql`insert into echoes (n) values (${n})`);
      return { status: 201, text: `made ${n}`, headers: {} };
    }),
  );
  return answer.text;
}

/** The weak twin: two statements, each on its own, and a commit that does not wait for the disk. */
async function weakOperation(client: pg.Pool, n: number): Promise<void> {
  await client.query('insert into effects (n) values ($1)', [n]);
  await client.query('insert into echoes (n) values ($1)', [n]);
}

interface Battle {
  readonly tried: number;
  readonly acknowledged: ReadonlySet<number>;
}

/** Runs `work` with rising numbers by several workers until the server was killed and came back `times` times. */
async function underFire(
  first: number,
  times: number,
  work: (n: number) => Promise<unknown>,
): Promise<Battle> {
  const acknowledged = new Set<number>();
  let next = first;
  let firing = true;
  const working = Array.from({ length: workers }, async () => {
    while (firing) {
      const n = next++;
      try {
        await work(n);
        acknowledged.add(n);
      } catch {
        // Not acknowledged: the caller would try again later.
        await wait(20);
      }
    }
  });
  for (let i = 0; i < times; i++) {
    const enough = acknowledged.size + answers;
    await vi.waitUntil(() => acknowledged.size >= enough, { timeout: 60_000, interval: 5 });
    await wait(Math.random() * 20);
    await server.kill();
    await server.start();
  }
  firing = false;
  await Promise.all(working);
  return { tried: next - first, acknowledged };
}

async function present(table: 'effects' | 'echoes'): Promise<Set<number>> {
  const rows = await database.query<{ n: number }>(
    table === 'effects' ? sql`select n from effects` : sql`select n from echoes`,
  );
  return new Set(rows.map(({ n }) => n));
}

it(`loses no acknowledged write over ${kills} kills, and leaves nothing half done`, async () => {
  const { tried, acknowledged } = await underFire(0, kills, operation);
  const [effects, echoes] = [await present('effects'), await present('echoes')];
  expect([...acknowledged].filter((n) => !effects.has(n) || !echoes.has(n))).toEqual([]);
  expect([...effects].filter((n) => !echoes.has(n))).toEqual([]);
  expect(echoes.size).toBe(effects.size);
  // The fire was real: some calls failed, most were answered.
  expect(acknowledged.size).toBeGreaterThanOrEqual(kills * answers);
  expect(acknowledged.size).toBeLessThan(tried);

  // Everybody tries again under the same key: each effect exactly once, and the same answer for those that had one.
  let next = 0;
  const again = async () => {
    while (next < tried) {
      const n = next++;
      expect(await operation(n)).toBe(`made ${n}`);
    }
  };
  await Promise.all(Array.from({ length: workers }, again));
  expect((await present('effects')).size).toBe(tried);
}, 600_000);

it('control: commits that are not waited for, without a transaction, lose and halve', async () => {
  const pool = new pg.Pool({
    connectionString: server.url,
    max: workers,
    options: '-c synchronous_commit=off',
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const { acknowledged } = await underFire(100_000, often(3, 10), (n) => weakOperation(pool, n));
  await pool.end();
  const [effects, echoes] = [await present('effects'), await present('echoes')];
  const lost = [...acknowledged].filter((n) => !effects.has(n) || !echoes.has(n));
  const halved = [...effects].filter((n) => n >= 100_000 && !echoes.has(n));
  expect(lost.length + halved.length).toBeGreaterThan(0);
}, 120_000);

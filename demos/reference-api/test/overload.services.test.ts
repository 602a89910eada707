// DATA-11: 2,000 callers at once and one statement that takes 30 s, on a pool of 20. Everybody is answered or told to come back
// within a second, and no connection is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { organisations, users } from '../storage/examples.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { type Host, openHost } from './hosts.ts';

const scope = { organisation: organisations.aster.id, user: users.carl.id, role: 'contributor' };
const read = sql`select id from documents`;

describe('2,000 callers and one slow statement', () => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost('node');
  });
  afterAll(() => host.close());

  /** How long each of 2,000 waited, and how many were answered. */
  async function crowd(options: { waiting?: number; size: number }) {
    const database = openPg({ url: host.url as string, leaseTimeout: 900, ...options });
    const slow = database.query(sql`select pg_sleep(30)`).catch((error: unknown) => error);
    const waits: number[] = [];
    let answered = 0;
    let refused = 0;
    await Promise.all(
      Array.from({ length: 2_000 }, async () => {
        const start = performance.now();
        try {
          await database.transaction(scope, (tx) => tx.query(read));
          answered += 1;
        } catch (error) {
          if (!(error instanceof Problem && error.code === 'unavailable')) throw error;
          refused += 1;
        }
        waits.push(performance.now() - start);
      }),
    );
    await host.owner.query(
      sql`select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()`,
    );
    await slow;
    const [after] = await host.owner.query<{ n: number; stuck: number }>(
      sql`select count(*)::int as n, count(*) filter (where state <> 'idle')::int as stuck from pg_stat_activity where application_name = 'reference-api' and datname = current_database()`,
    );
    await Promise.all(Array.from({ length: options.size }, () => database.query(sql`select 1 as one`)));
    await database.close();
    return { answered, refused, p99: waits.sort((a, b) => a - b)[1_980] as number, after };
  }

  it('are answered, or refused with 503, within a second; the pool is whole afterwards', async () => {
    const { answered, refused, p99, after } = await crowd({ size: 20 });
    expect(answered + refused).toBe(2_000);
    // How many depends on the machine; that nobody is late does not.
    expect(answered).toBeGreaterThan(20);
    // Beyond the 16 that are served and the 500 that wait nobody is let in, however quick the machine.
    expect(refused).toBeGreaterThanOrEqual(2_000 - 16 - 500);
    // They wait 900 ms at most; a machine that stalls may keep everybody five times as long, and no longer.
    expect(p99).toBeLessThan(4_500);
    expect(after?.n).toBeLessThanOrEqual(40);
    expect(after?.stuck).toBe(0);
  }, 60_000);

  it('control: one connection and a queue without end make the others wait as long as they may', async () => {
    const { refused, p99 } = await crowd({ size: 1, waiting: Number.POSITIVE_INFINITY });
    expect(refused).toBe(2_000);
    expect(p99).toBeGreaterThan(850);
  }, 60_000);
});

// Shared connections must not show: an error, a slow statement or a cut connection is nobody else's matter.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Opened, openNode } from '../test/databases.ts';
import { sql } from './sql.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openNode();
});
afterAll(() => opened.close());

const one = async (n: number): Promise<unknown> =>
  (await opened.database.query(sql`select ${String(n)}::int as n`))[0]?.['n'];
/** Until so many statements sleep: what is to be met has begun then. */
const sleeping = (least: number) =>
  vi.waitUntil(
    async () => {
      const [row] = await opened.owner.query<{ n: number }>(
        sql`select count(*)::int as n from pg_stat_activity where state = 'active' and query like 'select pg_sleep%' and datname = current_database()`,
      );
      return (row?.n ?? 0) >= least;
    },
    { timeout: 15_000, interval: 20 },
  );
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

it('gives each of 2,000 statements sent at once its own answer', async () => {
  expect(await Promise.all(numbers(2_000).map(one))).toEqual(numbers(2_000));
});

it('keeps an error to the statement that made it', async () => {
  const mixed = numbers(300).map((n) =>
    n % 3 === 0 ? opened.database.query(sql`select 1 / ${'0'}::int`).catch((error) => error.code) : one(n),
  );
  expect(await Promise.all(mixed)).toEqual(numbers(300).map((n) => (n % 3 === 0 ? '22012' : n)));
});

it('gives a lane that does not answer nothing more', async () => {
  let over = false;
  const slow = opened.database.query(sql`select pg_sleep(60)`).then(
    () => {},
    () => {
      over = true;
    },
  );
  await sleeping(1);
  await new Promise((go) => setTimeout(go, 100));
  await Promise.all(numbers(500).map(one));
  expect(over).toBe(false);
  // It ended because it was told to, and not before the others had their answers.
  await opened.owner.query(
    sql`select pg_cancel_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()`,
  );
  await slow;
  expect(over).toBe(true);
}, 30_000);

it('refuses what a cut connection carried with 503, and opens another', async () => {
  const carried = Promise.allSettled(numbers(8).map(() => opened.database.query(sql`select pg_sleep(2)`)));
  await sleeping(1);
  await opened.owner.query(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
  );
  for (const outcome of await carried)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'unavailable' });
  expect((await carried).some(({ status }) => status === 'rejected')).toBe(true);
  expect(await one(7)).toBe(7);
});

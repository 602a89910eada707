// Shared connections must not show: an error, a slow statement or a cut connection is nobody else's matter.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Opened, openNode } from '../test/databases.ts';
import { sql } from './sql.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openNode();
});
afterAll(() => opened.close());

const one = async (n: number): Promise<unknown> =>
  (await opened.database.query(sql`select ${String(n)}::int as n`))[0]?.['n'];
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
  const slow = opened.database.query(sql`select pg_sleep(3)`);
  await new Promise((go) => setTimeout(go, 100));
  const since = performance.now();
  await Promise.all(numbers(500).map(one));
  expect(performance.now() - since).toBeLessThan(2_000);
  await slow;
});

it('refuses what a cut connection carried with 503, and opens another', async () => {
  const carried = Promise.allSettled(numbers(8).map(() => opened.database.query(sql`select pg_sleep(2)`)));
  await new Promise((go) => setTimeout(go, 200));
  await opened.owner.query(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
  );
  for (const outcome of await carried)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'unavailable' });
  expect((await carried).some(({ status }) => status === 'rejected')).toBe(true);
  expect(await one(7)).toBe(7);
});

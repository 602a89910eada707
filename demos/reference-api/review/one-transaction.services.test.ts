// A claim with its entry in the trail, and a decision with item, input and entry, each stand or fall together: every statement of
// each is made to fail in turn, on PostgreSQL. The weak twin commits each statement by itself and is caught by the same look.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, openHost } from '../test/hosts.ts';

let host: Host;
/** Statements that still go well in the next transactions; null: all. */
let good: number | null = null;
let apart = false;
beforeAll(async () => {
  host = await openHost('node', {
    around: (database) => ({
      ...database,
      transaction(scope, work) {
        const failing = async <T>(run: () => Promise<T>): Promise<T> => {
          // Without a tenant works what is no reviewer's, such as the look for ended sessions.
          if (scope !== null && good !== null && good-- <= 0) throw new Error('made to fail');
          return run();
        };
        return apart
          ? work({
              query: (statement) => failing(() => database.transaction(scope, (tx) => tx.query(statement))),
            })
          : database.transaction(scope, (tx) =>
              work({ query: (statement) => failing(() => tx.query(statement)) }),
            );
      },
    }),
  });
  // Signed in by now: that has transactions of its own.
  for (const who of ['carl', 'rita'] as const)
    expect((await host.as(who)('/v1/review?limit=1')).status).toBeLessThan(500);
});
afterAll(() => host.close());

async function placed(): Promise<string> {
  const answer = await host.as('carl')('/v1/intake', {
    body: { text: 'Please cancel order LB-48213.', manual: true },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
  expect(answer.status).toBe(201);
  await host.app.intake.drain();
  return (await answer.json()).inputs[0].id;
}
/** Everything that a claim or a decision changes. */
const all = async (): Promise<string> => {
  await host.app.settle();
  const { rows } = await host.inspect(`select
    (select json_agg(to_jsonb(r) order by input_id) from review_items r)::text as items,
    (select json_agg(to_jsonb(i) - 'answer_sealed' - 'raw_sealed' order by id) from inputs i)::text as inputs,
    (select count(*) from decisions)::text as decisions, (select seq from audit_head)::text as head`);
  return JSON.stringify(rows);
};
const rita = (path: string, body: object) => host.as('rita')(path, { body });

/** @returns after how many statements it failed with something left behind, and how many it has in all */
async function inTurn(act: () => Promise<{ status: number }>): Promise<{ left: number[]; many: number }> {
  const left: number[] = [];
  for (let many = 0; many < 40; many++) {
    const before = await all();
    good = many;
    const { status } = await act();
    const spent = good;
    good = null;
    if (status === 200) return { left, many: many - (spent ?? 0) };
    expect(status).toBe(500);
    if ((await all()) !== before) left.push(many);
  }
  throw new Error('it never succeeds');
}

describe('one transaction', () => {
  it('a claim that fails anywhere left nothing behind', async () => {
    const id = await placed();
    const { left, many } = await inTurn(() => rita('/v1/review/claims', { id }));
    expect(left).toEqual([]);
    expect(many).toBeGreaterThanOrEqual(3);
  });

  it('a decision that fails anywhere left nothing behind', async () => {
    const id = await placed();
    const { item } = await (await rita('/v1/review/claims', { id })).json();
    const { fence, hash } = item;
    const { left, many } = await inTurn(() =>
      rita(`/v1/review/${id}/decision`, { fence, hash, action: 'approve' }),
    );
    expect(left).toEqual([]);
    expect(many).toBeGreaterThanOrEqual(5);
  });

  it('control: committed statement by statement, a claim leaves something behind', async () => {
    const id = await placed();
    apart = true;
    const { left } = await inTurn(() => rita('/v1/review/claims', { id }));
    apart = false;
    expect(left).not.toEqual([]);
  });
});

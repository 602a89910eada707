// A decision is one transaction: whichever of its statements fails, neither item nor decision nor entry is left of it.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clearVault, principalOf } from '../documents/placing.ts';
import { createIntake } from '../intake/intake.ts';
import type { Database, Statement } from '../storage/database.ts';
import { users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Ask, direct } from '../test/direct.ts';
import { type Host, openHost } from '../test/hosts.ts';

let host: Host;
/** How many more statements of a transaction are let through; the next one fails. */
let left = Number.POSITIVE_INFINITY;
let counted = 0;

function counting(statement: Statement, ask: (statement: Statement) => Promise<never[]>): Promise<never[]> {
  counted += 1;
  if (left-- <= 0) return Promise.reject(new Error('a statement that fails'));
  return ask(statement);
}

const failing = (database: Database): Database => ({
  ...database,
  transaction: (scope, work) =>
    database.transaction(scope, (tx) =>
      work({ query: (statement) => counting(statement, (one) => tx.query(one)) }),
    ),
});
/** The weak twin: each statement commits by itself. */
const piecemeal = (database: Database): Database => ({
  ...database,
  transaction: (scope, work) =>
    work({
      query: (statement) => counting(statement, (one) => database.transaction(scope, (tx) => tx.query(one))),
    }),
});

let hosts: Record<'whole' | 'piecemeal', { ask: Ask; drain: () => Promise<void> }>;
beforeAll(async () => {
  host = await openHost('node');
  const over = (database: Database) => {
    const intake = createIntake({ ...host.deps, database }, { vault: clearVault, trail: { note() {} } });
    return { ask: direct({ ...host.deps, database }, intake.routes), drain: intake.drain };
  };
  hosts = { whole: over(failing(host.deps.database)), piecemeal: over(piecemeal(host.deps.database)) };
  // The answer to a statement that fails is 500, and is told.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterAll(() => host.close());

/** Everything that a decision writes. */
const written = async () =>
  JSON.stringify(
    await host.owner.query(sql`select (select json_agg(i order by input_id) from review_items i) as items,
      (select json_agg(d order by id) from decisions d) as decisions,
      (select json_agg(s order by id) from (select id, state from inputs) s) as inputs,
      (select json_agg(e order by seq) from audit_entries e) as entries`),
  );

/** Decides a new item, with the given statement failing; gives what was left of it, and how many statements there were. */
async function decided(way: keyof typeof hosts, fails: number) {
  const { ask } = hosts[way];
  const { drain } = hosts.whole;
  const reviewer = principalOf(users.rita);
  const { body } = await hosts.whole.ask(principalOf(users.carl), 'POST', '/v1/intake', {
    text: 'Please cancel order LB-48213.',
    manual: true,
  });
  await drain();
  const [{ id }] = body.inputs;
  const { item } = (await hosts.whole.ask(reviewer, 'POST', '/v1/review/claims', { id })).body;
  const before = await written();
  counted = 0;
  left = fails;
  const asked = { fence: item.fence, hash: item.hash, action: 'reject', reason: 'no' };
  const { status } = await ask(reviewer, 'POST', `/v1/review/${id}/decision`, asked);
  left = Number.POSITIVE_INFINITY;
  return { status, statements: counted, touched: (await written()) !== before };
}

it('whichever statement fails, nothing is left; when none does, all of it', async () => {
  const { status, statements, touched } = await decided('whole', Number.POSITIVE_INFINITY);
  expect({ status, touched }).toEqual({ status: 200, touched: true });
  expect(statements).toBeGreaterThanOrEqual(4);
  for (let at = 0; at < statements; at += 1)
    expect(await decided('whole', at), `statement ${at + 1} of ${statements}`).toMatchObject({
      status: 500,
      touched: false,
    });
});

it('control: without the transaction the same check finds halves', async () => {
  const { statements } = await decided('piecemeal', Number.POSITIVE_INFINITY);
  const halves: boolean[] = [];
  for (let at = 0; at < statements; at += 1) halves.push((await decided('piecemeal', at)).touched);
  expect(halves.filter(Boolean).length).toBeGreaterThan(0);
});

// AI-05 on PostgreSQL: twenty reviewers and one item. The weak twin reads and then writes; a barrier holds all of them between
// the two, so that it fails each time and not by chance.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearVault, principalOf } from '../documents/placing.ts';
import { createIntake } from '../intake/intake.ts';
import type { Principal } from '../route.ts';
import { organisations, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Ask, direct } from '../test/direct.ts';
import { type Host, openHost } from '../test/hosts.ts';

const reviewers = 20;
const rounds = process.env['SOAK'] === '1' ? 200 : 15;

const reviewer = (n: number): Principal => ({
  user: `01900000-0000-7000-8000-0000000f${n.toString(16).padStart(4, '0')}`,
  organisation: organisations.aster.id,
  role: 'reviewer',
  department: 'queue',
  family: '01900000-0000-7000-8000-0000000000ff',
});
const everyone = Array.from({ length: reviewers }, (_, n) => reviewer(n));

let host: Host;
let ask: Ask;
let drain: () => Promise<void>;
beforeAll(async () => {
  host = await openHost('node');
  const intake = createIntake(host.deps, { vault: clearVault, trail: { note() {} } });
  ask = direct(host.deps, intake.routes);
  drain = intake.drain;
  for (const [n, { user, organisation, role, department }] of everyone.entries())
    await host.owner.query(sql`insert into users (id, organisation_id, email, name_sealed, role, department, password_phc, created_at)
      values (${user}, ${organisation}, ${`reviewer${n}@aster.example`}, ''::bytea, ${role}, ${department}, '-', now())`);
});
afterAll(() => host.close());

async function item(): Promise<string> {
  const { body } = await ask(principalOf(users.carl), 'POST', '/v1/intake', {
    text: 'Please cancel order LB-48213.',
    manual: true,
  });
  await drain();
  return body.inputs[0].id;
}
const claim = async (who: Principal, id: string) =>
  (await ask(who, 'POST', '/v1/review/claims', { id })).body.item;

describe('AI-05 twenty reviewers at once', () => {
  it(`claim one item: one has it, ${rounds} times over`, async () => {
    for (let round = 0; round < rounds; round++) {
      const id = await item();
      const claims = await Promise.all(everyone.map((who) => claim(who, id)));
      expect(claims.filter((found) => found !== null)).toHaveLength(1);
    }
  });

  it('claim whatever is next: everybody has another one', async () => {
    const ids = await Promise.all(everyone.map(item));
    const claims = await Promise.all(
      everyone.map(async (who) => (await ask(who, 'POST', '/v1/review/claims', {})).body.item),
    );
    // An item that another one was just taking is passed over, so a few may come away with none; none is had twice.
    const had = claims.flatMap((found) => found?.id ?? []);
    expect(new Set(had).size).toBe(had.length);
    expect(had.length).toBeGreaterThan(0);
    expect(ids.length).toBe(reviewers);
  });

  it('approve and reject together: one decision, the other is refused', async () => {
    for (let round = 0; round < rounds; round++) {
      const who = reviewer(round % reviewers);
      const id = await item();
      const { fence, hash } = await claim(who, id);
      const answers = await Promise.all([
        ask(who, 'POST', `/v1/review/${id}/decision`, { fence, hash, action: 'approve' }),
        ask(who, 'POST', `/v1/review/${id}/decision`, { fence, hash, action: 'reject', reason: 'no' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const rows = await host.owner.query(sql`select from decisions where input_id = ${id}`);
      expect(rows).toHaveLength(1);
    }
  });

  it('a lease that ran out gives the item to one of them, and the late decision is refused', async () => {
    const id = await item();
    const first = reviewer(0);
    const { fence, hash } = await claim(first, id);
    expect((await Promise.all(everyone.map((who) => claim(who, id)))).every((found) => found === null)).toBe(
      true,
    );
    host.clock.advance(300_000);
    const again = (await Promise.all(everyone.map((who) => claim(who, id)))).filter(
      (found) => found !== null,
    );
    expect(again).toHaveLength(1);
    expect(again[0].fence).toBe(fence + 1);
    expect(
      (await ask(first, 'POST', `/v1/review/${id}/decision`, { fence, hash, action: 'approve' })).status,
    ).toBe(409);
  });

  it('control: reading that it is free and then writing gives it to all of them', async () => {
    const id = await item();
    const read = await Promise.all(
      everyone.map(() =>
        host.owner.query<{ free: boolean }>(
          sql`select lease_until is null as free from review_items where input_id = ${id}`,
        ),
      ),
    );
    const owners = await Promise.all(
      everyone
        .filter((_, n) => read[n]?.[0]?.free)
        .map(({ user }) =>
          host.owner.query(
            sql`update review_items set claimed_by = ${user}, lease_until = now() where input_id = ${id} returning input_id`,
          ),
        ),
    );
    expect(owners.filter((rows) => rows.length === 1)).toHaveLength(reviewers);
  });
});

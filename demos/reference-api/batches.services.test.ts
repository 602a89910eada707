// A worker takes as much as it was told, whatever plan PostgreSQL makes. Chosen inside an IN, rows may be chosen anew for each row
// that is looked at: a nested loop does so, which PostgreSQL takes by itself once a table has grown, and here because it is left no
// other way. The rows lie in the order in which they are due, so the weak twins take all of them, each time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterPipeline, lease } from './intake/store.ts';
import { postgresLeads } from './leads/store-postgres.ts';
import type { Row, Transaction } from './storage/database.ts';
import { organisations } from './storage/examples.ts';
import { migrationFiles } from './storage/migration-files.ts';
import { sql } from './storage/sql.ts';
import { type Host, hostKinds, openHost } from './test/hosts.ts';

const most = 4;
const all = 20;
const otherWays = [
  'hashjoin',
  'mergejoin',
  'hashagg',
  'sort',
  'material',
  'indexscan',
  'bitmapscan',
  'indexonlyscan',
];

describe.each(hostKinds)('a batch on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  /** How many rows are taken; they are given back, so that the next one finds them too. */
  async function taken(
    others: 'on' | 'off',
    take: (tx: Transaction) => Promise<readonly Row[]>,
  ): Promise<number> {
    let rows: readonly Row[] = [];
    const back = new Error('given back');
    const taking = host.deps.database.transaction(null, async (tx) => {
      for (const name of otherWays)
        await tx.query(sql`select set_config(${`enable_${name}`}, ${others}, true)`);
      rows = await take(tx);
      throw back;
    });
    await expect(taking).rejects.toBe(back);
    return rows.length;
  }

  it('of inputs is as large as it was told', async () => {
    for (let n = 0; n < all; n++) {
      const headers = { 'idempotency-key': crypto.randomUUID() };
      const sent = await host.as('carl')('/v1/intake', {
        body: { text: `Please cancel order LB-${48_000 + n}.` },
        headers,
      });
      expect(sent.status).toBe(201);
      host.clock.advance(1);
    }
    const now = new Date(host.clock.now() + 1);
    const until = new Date(now.getTime() + 60_000);
    const entered = (take: typeof lease) => async (tx: Transaction) => {
      await enterPipeline(tx, organisations.aster.id);
      return take(tx, now, until, most);
    };
    expect(await taken('on', entered(lease))).toBe(most);
    expect(await taken('off', entered(lease))).toBe(most);
    const inAnIn: typeof lease = (tx) =>
      tx.query(sql`update inputs set lease_until = ${until} where id in (
        select id from inputs where state = 'received' and (lease_until is null or lease_until <= ${now})
        order by due_at, id limit ${most} for update skip locked) returning *`);
    expect(await taken('off', entered(inAnIn)), 'control: chosen in an IN').toBe(all);
  });

  it('of leads is as large as it was told', async () => {
    const now = host.clock.now();
    const store = postgresLeads(host.deps.database, organisations.aster.id);
    for (let n = 0; n < all; n++) {
      const id = `01900000-0000-7000-8000-0000000000${n + 10}`;
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      const own = { id, key: id, reference: id, nonce: id, fingerprint: bytes, person: bytes, sealed: bytes };
      expect(await store.put({ ...own, at: now - all + n, deleteAfter: now + 1_000_000 })).toBe('stored');
    }
    const take = (tx: Transaction) =>
      tx.query(sql`select from leads.take_due(${new Date(now)}, ${new Date(now + 60_000)}, ${most})`);
    expect(await taken('on', take)).toBe(most);
    expect(await taken('off', take)).toBe(most);
    const before = migrationFiles().find(({ name }) => name === '0007-leads.sql')?.text ?? '';
    const inAnIn = /create (function leads\.take_due.*?\n\$\$)/s.exec(before)?.[1];
    await host.inspect(`create or replace ${inAnIn}`);
    expect(await taken('off', take), 'control: chosen in an IN, as it was in 0007').toBe(all);
  });
});

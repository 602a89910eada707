import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents, organisations, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from './hosts.ts';

const aster = { organisation: organisations.aster.id, user: users.vera.id, role: 'viewer' };
const count = sql`select count(*) as n, count(distinct organisation_id) as organisations from documents`;

describe.each(hostKinds)('host %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  it('answers /healthz and /readyz', async () => {
    const live = await host.app(new Request('http://api/healthz'));
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    const ready = await host.app(new Request('http://api/readyz'));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', database: 'ok', cache: 'ok' }]);
  });

  it("hides another tenant's rows, and every row from a caller without a tenant", async () => {
    const mine = await host.deps.database.transaction(aster, (tx) => tx.query(count));
    const without = await host.deps.database.transaction(null, (tx) => tx.query(count));
    const foreign = await host.deps.database.transaction(aster, (tx) =>
      tx.query(sql`select id from documents where id = ${documents.ward.id}`),
    );
    // Seven in the organisation; the confidential one of another department is not hers to see.
    expect(mine).toEqual([{ n: 6, organisations: 1 }]);
    expect(without).toEqual([{ n: 0, organisations: 0 }]);
    expect(foreign).toEqual([]);
  });

  it('leaves no scope behind on the connection', async () => {
    await host.deps.database.transaction(aster, (tx) => tx.query(count));
    expect(await host.deps.database.query(sql`select count(*)::int as n from documents`)).toEqual([{ n: 0 }]);
  });

  it('control: a superuser sees them all, so it is the role that row security rests on', async () => {
    const rows = await host.owner.query(
      sql`select count(*)::int as n, count(distinct organisation_id)::int as organisations from documents`,
    );
    expect(rows).toEqual([{ n: Object.keys(documents).length, organisations: 2 }]);
  });

  it('runs as a role that may not change the schema or the past', async () => {
    const refused = [
      sql`create table mine (id int)`,
      sql`alter table documents disable row level security`,
      sql`update audit_entries set body = ''`,
      sql`delete from audit_entries`,
      sql`truncate audit_entries`,
      sql`insert into organisations (id, slug, name) values (${organisations.aster.id}, 'x-x', 'x')`,
    ];
    for (const statement of refused)
      await expect(host.deps.database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe.each(hostKinds)('people on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  it('sign in and read their own account', async () => {
    const answer = await host.as('carl')('/v1/me');
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { id: users.carl.id, name: users.carl.name },
    ]);
  });

  it('add an account once under one Idempotency-Key, and get the same answer again', async () => {
    const body = {
      email: 'new@aster.example',
      name: 'New Person',
      role: 'viewer',
      department: 'finance',
      password: 'a long enough phrase of words',
    };
    const headers = { 'idempotency-key': 'first-account' };
    const call = () => host.as('ada')('/v1/users', { body, headers });
    const first = await call();
    const second = await call();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const other = await host.as('ada')('/v1/users', { body: { ...body, name: 'Other' }, headers });
    expect(other.status).toBe(422);
    expect((await host.as('ada')('/v1/users', { body })).status).toBe(400);
  });

  it('keep the answer sealed', async () => {
    const [row] = await host.owner.query<{ reply: Uint8Array }>(sql`select reply from idempotency_keys`);
    expect(new TextDecoder('latin1').decode(row?.reply)).not.toContain('New Person');
  });
});

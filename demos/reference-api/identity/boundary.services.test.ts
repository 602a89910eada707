// The functions that run with more rights than their caller answer one question each, to one role, about what the caller
// already knows. And the role behind them can do no more than they need.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { hostKinds } from '../test/hosts.ts';
import { openSetting, type Setting } from './test/processes.ts';

describe.each(hostKinds)('before a tenant is known, on %s', (kind) => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting(kind);
    await setting.first.signIn('vera');
  });
  afterAll(() => setting.host.close());

  const ask = (statement: ReturnType<typeof sql>) => setting.host.deps.database.query(statement);

  it('the tables themselves are closed', async () => {
    for (const statement of [
      sql`select * from refresh_tokens`,
      sql`insert into refresh_families select * from refresh_families`,
      sql`update refresh_families set absolute_expiry = now()`,
      sql`select password_phc from users`,
      sql`update users set epoch = 0`,
      sql`insert into access_notices (kind, subject) values ('user', 'x')`,
      sql`delete from access_notices`,
      sql`delete from signing_keys`,
    ])
      await expect(ask(statement)).rejects.toThrow(/permission denied/);
    expect(await ask(sql`select id from users`)).toEqual([]);
    expect(await ask(sql`select id from refresh_families`)).toEqual([]);
  });

  it('an account is found by its whole address only', async () => {
    const find = (address: string | null) => ask(sql`select * from identity.account(${address})`);
    for (const address of ['%', '%@aster.example', 'VERA@aster.example', '', ' vera@aster.example', null])
      expect(await find(address)).toEqual([]);
    expect(await find(users.vera.email)).toHaveLength(1);
  });

  it('a token is found by its hash only, and nothing is found by a guess', async () => {
    for (const hash of [new Uint8Array(32), new Uint8Array(0)]) {
      expect(await ask(sql`select * from identity.refresh_state(${hash})`)).toEqual([]);
      expect(await ask(sql`select identity.end_reused(${hash}, now()) as done`)).toEqual([{ done: false }]);
      expect(await ask(sql`select identity.rotate(${hash}, ${hash}, ${hash}, now(), now()) as done`)).toEqual(
        [{ done: false }],
      );
    }
    // Nobody signed in: no password to compare with.
    expect(await ask(sql`select * from identity.own_password()`)).toEqual([]);
  });

  it("one's own password hash only, and not of another tenant's user of the same id", async () => {
    const { database } = setting.host.deps;
    const phc = (organisation: string) =>
      database.transaction({ organisation, user: users.vera.id, role: 'viewer' }, (tx) =>
        tx.query(sql`select phc from identity.own_password()`),
      );
    expect(await phc(users.vera.organisation)).toHaveLength(1);
    expect(await phc(users.vito.organisation)).toEqual([]);
  });

  it('a session opens only for an active account that has not changed meanwhile', async () => {
    const { ids } = setting.host.deps;
    const open = (user: string, epoch: number) =>
      ask(
        sql`select identity.start_session(${ids.uuid()}, ${user}, ${epoch}, ${ids.bytes(32)}, now(), now(), now(), '') as done`,
      );
    expect(await open(users.vera.id, 1)).toEqual([{ done: false }]);
    expect(await open(users.dora.id, 0)).toEqual([{ done: false }]);
    expect(await open(users.vera.id, 0)).toEqual([{ done: true }]);
  });

  it('only the application may ask, and only what is meant to be asked', async () => {
    const rows = await setting.host.owner.query(sql`select p.proname as name, p.prosecdef as definer,
      coalesce(array_to_string(p.proconfig, ','), '') as config, pg_get_userbyid(p.proowner) as owner,
      has_function_privilege('lavbytes_app', p.oid, 'execute') as app, has_function_privilege('public', p.oid, 'execute') as everybody
      from pg_proc p where p.pronamespace = 'identity'::regnamespace order by p.proname`);
    expect(rows.filter(({ app }) => app).map(({ name }) => name)).toEqual([
      'account',
      'end_reused',
      'forget',
      'own_password',
      'refresh_state',
      'rotate',
      'start_session',
    ]);
    for (const { everybody, config, definer, owner } of rows) {
      expect([everybody, config]).toEqual([false, 'search_path=pg_catalog, pg_temp']);
      if (definer) expect(owner).toBe('lavbytes_identity');
    }
  });

  it('the role behind them reads no document, changes no account, and nobody becomes it', async () => {
    const may = async (right: string, table: string) => {
      const [row] = await setting.host.owner.query(
        sql`select has_table_privilege('lavbytes_identity', ${table}, ${right}) as yes`,
      );
      return row?.['yes'];
    };
    for (const table of [
      'documents',
      'organisations',
      'audit_entries',
      'data_keys',
      'signing_keys',
      'idempotency_keys',
    ])
      expect(await may('select', table)).toBe(false);
    expect([
      await may('update', 'users'),
      await may('insert', 'users'),
      await may('delete', 'users'),
    ]).toEqual([false, false, false]);
    const [member] = await setting.host.owner.query(
      sql`select pg_has_role('lavbytes_app', 'lavbytes_identity', 'member') as yes, rolcanlogin, rolsuper, rolbypassrls
        from pg_roles where rolname = 'lavbytes_identity'`,
    );
    expect(member).toEqual({ yes: false, rolcanlogin: false, rolsuper: false, rolbypassrls: false });
    // The one column it may name exists for FOR SHARE; row security lets no update through.
    const attempt = 'do $$ begin set local role lavbytes_identity; update users set epoch = 99; end $$';
    await expect(setting.host.owner.script(attempt)).rejects.toThrow(/row-level security/);
  });

  it('a table of the same name in the caller’s own schema is not taken for the real one', async () => {
    const { database } = setting.host.deps;
    const found = await database.transaction(null, async (tx) => {
      await tx.query(
        sql`create temporary table users (id uuid, organisation_id uuid, role text, department text, status text, epoch integer, password_phc text, email text)`,
      );
      await tx.query(
        sql`insert into pg_temp.users values (null, null, 'admin', 'x', 'active', 0, 'mine', 'vera@aster.example')`,
      );
      const rows = await tx.query<{ phc: string }>(
        sql`select phc from identity.account(${users.vera.email})`,
      );
      await tx.query(sql`drop table pg_temp.users`);
      return rows;
    });
    expect(found.map(({ phc }) => phc)).not.toContain('mine');
    expect(found).toHaveLength(1);
  });

  it('an ended session stays ended, even for the owner of the tables', async () => {
    const { session, accessToken } = await setting.first.signIn('carl');
    await setting.first.call('DELETE', '/v1/sessions/current', { token: accessToken });
    await expect(
      setting.host.owner.query(
        sql`update refresh_families set ended_at = null, ended_why = null where id = ${session}`,
      ),
    ).rejects.toThrow(/stays ended/);
  });
});

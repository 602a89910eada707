// AUTHN-17 and 23: what ends access, and how soon another process knows. The process that made the change knows at once;
// the other within 750 ms on its clock. The verified-token cache of both is warm: the entry has to go.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examplePassword, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { openSetting, type Process, type Session, type Setting } from './test/processes.ts';
import { verifiedCache } from './verified-cache.ts';

let setting: Setting;
let other: Process;
beforeAll(async () => {
  setting = await openSetting('node');
  other = setting.another();
});
afterAll(() => setting.host.close());

let admin: Session;
beforeEach(async () => {
  admin = await setting.first.signIn('ada');
});

const patch = (id: string, body: object) =>
  setting.first.call('PATCH', `/v1/users/${id}`, { token: admin.accessToken, body });

/** Statuses here and there, now and 751 ms later. */
async function seen(token: string): Promise<number[]> {
  const now = [await setting.first.me(token), await other.me(token)];
  setting.host.clock.advance(751);
  return [...now, await setting.first.me(token), await other.me(token)];
}

async function warm(session: Session): Promise<void> {
  const { first } = setting;
  for (const process of [first, other, first, other]) expect(await process.me(session.accessToken)).toBe(200);
  const now = setting.host.clock.now();
  for (const process of [first, other])
    expect(process.identity.cache.get(session.accessToken, now)).toBeDefined();
}

describe('access ends within a second, everywhere', () => {
  it.each([
    ['disabled', 'carl', { status: 'disabled' }, 401],
    ['another role', 'cleo', { role: 'viewer' }, 401],
    // The stale department is refused too; the session goes on and brings the new one.
    ['another department', 'rita', { department: 'operations' }, 200],
  ] as const)('%s', async (_, who, change, refreshed) => {
    const session = await setting.first.signIn(who);
    const second = await setting.first.signIn(who);
    await warm(session);
    expect((await patch(users[who].id, change)).status).toBe(200);
    expect((await other.refresh(second.refreshToken)).status).toBe(refreshed);
    const [here, , hereLater, thereLater] = await seen(session.accessToken);
    expect([here, hereLater, thereLater]).toEqual([401, 401, 401]);
    for (const process of [setting.first, other])
      expect(process.identity.cache.get(session.accessToken, setting.host.clock.now())).toBeUndefined();
    const again = await setting.first.refresh(session.refreshToken);
    expect(again.status).toBe(refreshed);
    if (refreshed === 200) {
      const { accessToken } = (await again.json()) as Session;
      const me = await other.call('GET', '/v1/me', { token: accessToken });
      expect(((await me.json()) as { department: string }).department).toBe('operations');
    }
  });

  it('another password: every session ends but the new one', async () => {
    const { first } = setting;
    const [mine, elsewhere] = [await first.signIn('vera'), await first.signIn('vera')];
    await warm(mine);
    const change = (current: string, next: string) =>
      first.call('PUT', '/v1/me/password', { token: mine.accessToken, body: { current, next } });
    expect((await change('not the current one', 'nine loud magpies argue')).status).toBe(401);
    expect((await change(examplePassword, 'short')).status).toBe(400);
    expect((await change(examplePassword, 'iloveyou123456789')).status).toBe(400);
    const changed = await change(examplePassword, 'nine loud magpies argue');
    expect(changed.status).toBe(200);
    const fresh = (await changed.json()) as Session;
    expect((await first.refresh(mine.refreshToken)).status).toBe(401);
    expect((await other.refresh(elsewhere.refreshToken)).status).toBe(401);
    expect((await seen(mine.accessToken)).filter((_, i) => i !== 1)).toEqual([401, 401, 401]);
    expect(await other.me(fresh.accessToken)).toBe(200);
    expect((await first.refresh(fresh.refreshToken)).status).toBe(200);
    await expect(first.signIn('vera')).rejects.toThrow('401');
  });

  it('a session ended from another device (AUTHN-23)', async () => {
    const { first } = setting;
    const [phone, desk] = [await first.signIn('abel'), await first.signIn('abel')];
    await warm(phone);
    expect(
      (await first.call('DELETE', `/v1/sessions/${phone.session}`, { token: desk.accessToken })).status,
    ).toBe(204);
    expect((await seen(phone.accessToken)).filter((_, i) => i !== 1)).toEqual([401, 401, 401]);
    expect((await first.refresh(phone.refreshToken)).status).toBe(401);
    expect(await first.me(desk.accessToken)).toBe(200);
  });

  it('a change at the database console ends it as well', async () => {
    const session = await setting.first.signIn('remy');
    await warm(session);
    await setting.host.owner.query(sql`update users set status = 'disabled' where id = ${users.remy.id}`);
    setting.host.clock.advance(751);
    expect([await setting.first.me(session.accessToken), await other.me(session.accessToken)]).toEqual([
      401, 401,
    ]);
    expect((await setting.first.refresh(session.refreshToken)).status).toBe(401);
  });

  it('a notice that was written early and committed late is not skipped', async () => {
    const session = await setting.first.signIn('cora');
    await warm(session);
    const { database } = setting.host.deps;
    let commit: () => void = () => {};
    const held = new Promise<void>((go) => {
      commit = go;
    });
    const { organisation, id: user } = users.abel;
    let written: () => void = () => {};
    const inside = new Promise<void>((go) => {
      written = go;
    });
    const slow = database.transaction({ organisation, user, role: 'admin' }, async (tx) => {
      await tx.query(sql`update users set department = 'finance' where id = ${users.cora.id}`);
      written();
      await held;
    });
    await inside;
    // A later one commits first, and is read.
    const vito = await setting.first.signIn('vito');
    await setting.first.call('DELETE', '/v1/sessions/current', { token: vito.accessToken });
    setting.host.clock.advance(751);
    expect([await other.me(vito.accessToken), await other.me(session.accessToken)]).toEqual([401, 200]);
    commit();
    await slow;
    setting.host.clock.advance(751);
    expect(await other.me(session.accessToken)).toBe(401);
  });

  it('nobody gets in on old knowledge: without the notices the answer is 503', async () => {
    const session = await setting.first.signIn('ada');
    const { database } = setting.host.deps;
    let down = false;
    const cut = setting.another({
      database: { ...database, query: (s) => (down ? Promise.reject(new Error('down')) : database.query(s)) },
    });
    expect(await cut.me(session.accessToken)).toBe(200);
    down = true;
    setting.host.clock.advance(751);
    expect(await cut.me(session.accessToken)).toBe(503);
    down = false;
    expect(await cut.me(session.accessToken)).toBe(200);
  });

  it('control: a cache that only looks at the expiry still lets the ended session in', async () => {
    const session = await setting.first.signIn('ada');
    const now = setting.host.clock.now();
    const naive = verifiedCache();
    const principal = {
      user: '',
      organisation: '',
      role: 'admin',
      department: '',
      family: session.session,
    } as const;
    naive.set(session.accessToken, { principal, epoch: 0, kid: '', expires: now + 600_000 });
    await setting.first.call('DELETE', '/v1/sessions/current', { token: session.accessToken });
    expect(naive.get(session.accessToken, now)).toBeDefined();
    expect(await setting.first.me(session.accessToken)).toBe(401);
  });
});

// L4 switched off: what the database then refuses is a refusal with its rule, recorded, and never a fault of ours (500).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePassword, type SeedUserName, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';

describe.each(hostKinds)('without L4, on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind, { config: { layersOff: ['L4'] } });
  });
  afterAll(() => host.close());

  const send = (method: string, path: string, token: string | null, body: object) =>
    host.app(
      new Request(`http://api${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      }),
    );
  async function tokenOf(who: SeedUserName): Promise<string> {
    const answer = await send('POST', '/v1/sessions', null, {
      email: users[who].email,
      password: examplePassword,
    });
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }
  const account = {
    email: 'y@aster.example',
    name: 'Y',
    role: 'admin',
    department: 'finance',
    password: 'a long enough one 7',
  };
  const tries: readonly [string, SeedUserName, string, string, object][] = [
    ['one’s own role', 'vera', 'PATCH', `/v1/users/${users.vera.id}`, { role: 'admin' }],
    ['an admin’s own status', 'ada', 'PATCH', `/v1/users/${users.ada.id}`, { status: 'disabled' }],
    ['an account more, by who is no admin', 'carl', 'POST', '/v1/users', account],
  ];

  it.each(tries)(
    '%s: 403 by row security, nothing changed, and the trail says so',
    async (_, who, method, path, body) => {
      const before = await host.owner.query(sql`select id, role, status from users order by id`);
      const answer = await send(method, path, await tokenOf(who), body);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ type: '/problems/forbidden', rule: 'row-security' });
      expect(await host.owner.query(sql`select id, role, status from users order by id`)).toEqual(before);
      await host.app.settle();
      const [last] = await host.owner.query<{ body: Uint8Array }>(
        sql`select body from audit_entries order by seq desc limit 1`,
      );
      const entry = JSON.parse(new TextDecoder().decode(last?.body));
      expect(entry).toMatchObject({ subject: users[who].id, decision: 'deny', rule: 'row-security' });
    },
  );

  it('control: the same calls for somebody else, by an admin, go through', async () => {
    const token = await tokenOf('ada');
    const changed = await send('PATCH', `/v1/users/${users.vera.id}`, token, { department: 'archive' });
    const added = await send('POST', '/v1/users', token, account);
    expect([changed.status, added.status]).toEqual([200, 201]);
  });
});

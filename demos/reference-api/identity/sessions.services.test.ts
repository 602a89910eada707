import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePassword, users } from '../storage/examples.ts';
import { hostKinds } from '../test/hosts.ts';
import { openSetting, type Session, type Setting } from './test/processes.ts';

const json = async (response: Response) => [response.status, await response.json()];

describe.each(hostKinds)('sessions on %s', (kind) => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting(kind);
  });
  afterAll(() => setting.host.close());

  it('start, serve, go on and end', async () => {
    const { first } = setting;
    const session = await first.signIn('vera');
    const me = await first.call('GET', '/v1/me', { token: session.accessToken });
    expect(await json(me)).toEqual([
      200,
      {
        id: users.vera.id,
        email: users.vera.email,
        name: users.vera.name,
        role: 'viewer',
        department: 'operations',
        status: 'active',
        createdAt: expect.any(String),
        organisation: users.vera.organisation,
      },
    ]);
    const response = await first.refresh(session.refreshToken);
    expect(response.status).toBe(200);
    const next = (await response.json()) as Session;
    expect(next.session).toBe(session.session);
    expect(next.refreshToken).not.toBe(session.refreshToken);
    expect(await first.me(next.accessToken)).toBe(200);
    expect((await first.call('DELETE', '/v1/sessions/current', { token: next.accessToken })).status).toBe(
      204,
    );
    expect(await first.me(next.accessToken)).toBe(401);
    expect(await first.me(session.accessToken)).toBe(401);
    expect((await first.refresh(next.refreshToken)).status).toBe(401);
  });

  it('are refused without telling why', async () => {
    const { first } = setting;
    const attempts = [
      { email: users.vera.email, password: 'seven quiet rivers part' },
      { email: 'nobody@aster.example', password: examplePassword },
      { email: users.dora.email, password: examplePassword },
    ];
    const answers = [];
    for (const body of attempts) {
      const response = await first.call('POST', '/v1/sessions', { body });
      const { instance: _, ...problem } = (await response.json()) as Record<string, unknown>;
      answers.push(JSON.stringify([response.status, problem, response.headers.get('www-authenticate')]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('sign-in-failed');
  });

  it('are listed and ended by their owner only', async () => {
    const { first } = setting;
    const [mine, other, carl] = [
      await first.signIn('vera'),
      await first.signIn('vera'),
      await first.signIn('carl'),
    ];
    const listed = await first.call('GET', '/v1/sessions', { token: mine.accessToken });
    const { sessions } = (await listed.json()) as { sessions: { id: string; current: boolean }[] };
    expect(new Set(sessions.map(({ id }) => id))).toEqual(new Set([mine.session, other.session]));
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([mine.session]);
    const end = (id: string, token: string) => first.call('DELETE', `/v1/sessions/${id}`, { token });
    expect((await end(carl.session, mine.accessToken)).status).toBe(404);
    expect(await first.me(carl.accessToken)).toBe(200);
    expect((await end(other.session, mine.accessToken)).status).toBe(204);
    expect((await end(other.session, mine.accessToken)).status).toBe(404);
    expect(await first.me(other.accessToken)).toBe(401);
    expect((await first.refresh(other.refreshToken)).status).toBe(401);
  });

  it('publishes its keys, public halves only (AUTHN-18)', async () => {
    const response = await setting.first.call('GET', '/.well-known/jwks.json');
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect(Buffer.from(keys[0]?.['n'] ?? '', 'base64url').length * 8).toBe(3072);
  });

  it('lets admins add, change and list accounts of their organisation, nobody else', async () => {
    const { first } = setting;
    const [ada, vera] = [await first.signIn('ada'), await first.signIn('vera')];
    const body = {
      email: 'New@Aster.example',
      name: 'Noor Haddad',
      role: 'viewer',
      department: 'finance',
      password: 'four grey herons wait',
    };
    const add = (token: string, sent: object, key: string) =>
      first.call('POST', '/v1/users', { token, body: sent, key });
    expect((await add(vera.accessToken, body, 'key-00000001')).status).toBe(403);
    const added = await add(ada.accessToken, body, 'key-00000002');
    expect(added.status).toBe(201);
    const { id, email } = (await added.json()) as { id: string; email: string };
    expect(email).toBe('new@aster.example');
    expect((await add(ada.accessToken, body, 'key-00000003')).status).toBe(409);
    expect((await add(ada.accessToken, { ...body, tenantId: id }, 'key-00000004')).status).toBe(400);
    const patch = (token: string, of: string, change: object) =>
      first.call('PATCH', `/v1/users/${of}`, { token, body: change });
    expect((await patch(vera.accessToken, id, { role: 'admin' })).status).toBe(403);
    expect((await patch(ada.accessToken, users.vito.id, { role: 'viewer' })).status).toBe(404);
    expect((await patch(ada.accessToken, users.ada.id, { role: 'viewer' })).status).toBe(403);
    expect((await patch(ada.accessToken, id, {})).status).toBe(400);
    expect((await patch(ada.accessToken, id, { role: 'reviewer' })).status).toBe(200);
    const listed = await first.call('GET', '/v1/users?limit=3', { token: ada.accessToken });
    const page = (await listed.json()) as { users: { id: string; email: string }[]; next: string };
    expect(page.users.map((user) => user.email)).toEqual([
      users.vera.email,
      users.carl.email,
      users.cleo.email,
    ]);
    const rest = await first.call('GET', `/v1/users?after=${page.next}`, { token: ada.accessToken });
    const { users: others, next } = (await rest.json()) as {
      users: { email: string }[];
      next: string | null;
    };
    expect([others.at(-1)?.email, others.length, next]).toEqual(['new@aster.example', 4, null]);
  });
});

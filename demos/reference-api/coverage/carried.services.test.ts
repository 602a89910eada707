// How rights travel: in one header and nowhere else; what a GET leaves behind; and what the trail says of signing in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents, examplePassword, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';

describe.each(hostKinds)('on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  const ask = async (path: string, init: RequestInit = {}) =>
    (await host.app(new Request(`http://api${path}`, init))).status;

  it('a token is read from the Authorization header and from nowhere else', async () => {
    const token = await host.as('ada').token();
    const headers = { 'content-type': 'application/json' };
    const change = { method: 'PATCH', headers, body: JSON.stringify({ role: 'admin', access_token: token }) };
    const forged = 'application/x-www-form-urlencoded';
    const elsewhere: readonly (readonly [string, RequestInit?])[] = [
      ['/v1/me'],
      ['/v1/me', { headers: { cookie: `access_token=${token}; token=${token}; __Host-token=${token}` } }],
      ['/v1/me', { headers: { 'x-access-token': token, 'proxy-authorization': `Bearer ${token}` } }],
      [`/v1/me?access_token=${token.slice(0, 900)}`],
      [`/v1/users/${users.vera.id}`, change],
      ['/v1/users', { method: 'POST', headers: { 'content-type': forged }, body: `access_token=${token}` }],
      [
        '/v1/users',
        { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ token }) },
      ],
    ];
    for (const [path, init] of elsewhere) expect([400, 401, 415]).toContain(await ask(path, init));
    // Control: in its place the same token opens.
    expect(await ask('/v1/me', { headers: { authorization: `Bearer ${token}` } })).toBe(200);
  });

  it('a refresh token holds 256 bits, and no two are alike', async () => {
    const vera = { email: users.vera.email, password: examplePassword };
    const tokens = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(vera),
      };
      const answer = await host.app(new Request('http://api/v1/sessions', request));
      const { refreshToken } = (await answer.json()) as { refreshToken: string };
      const secret = /^rt1_([\w-]{43})$/.exec(refreshToken)?.[1] ?? '';
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
      tokens.add(refreshToken);
    }
    expect(tokens.size).toBe(20);
  });

  const state = async () => [
    await host.owner.query(sql`select md5(string_agg(users::text, ',' order by id)) as mark from users`),
    await host.owner.query(
      sql`select md5(string_agg(documents::text, ',' order by id)) as mark from documents`,
    ),
    await host.owner.query(
      sql`select md5(string_agg(refresh_families::text, ',' order by id)) as mark from refresh_families`,
    ),
  ];

  it('no GET changes a row of accounts, documents or sessions', async () => {
    const ada = host.as('ada');
    await ada.token();
    const before = await state();
    for (const { method, path } of host.app.routes) {
      if (method !== 'GET') continue;
      const { status } = await ada(path.replace(':id', documents.handbook.id));
      // Nothing was taken in here: its reading is refused, and changes nothing either.
      expect([path, status]).toEqual([path, path.startsWith('/v1/intake/:id') ? 404 : 200]);
    }
    await host.app.settle();
    expect(await state()).toEqual(before);
    // Control: a change is seen.
    expect((await ada('/v1/sessions/current', { method: 'DELETE' })).status).toBe(204);
    expect(await state()).not.toEqual(before);
  });

  it('signing in is in the trail, accepted and refused, with who and why and without the address', async () => {
    const signIn = (email: string, password: string) =>
      ask('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
    const [start] = await host.owner.query<{ seq: number }>(
      sql`select coalesce(max(seq), 0)::int as seq from audit_entries`,
    );
    expect(await signIn(users.vera.email, examplePassword)).toBe(201);
    expect(await signIn(users.vera.email, 'not the password')).toBe(401);
    expect(await signIn('nobody@aster.example', examplePassword)).toBe(401);
    expect(await signIn(users.dora.email, examplePassword)).toBe(401);
    const rows = await host.owner.query<{ body: Uint8Array }>(
      sql`select body from audit_entries where seq > ${start?.seq ?? 0} order by seq`,
    );
    const texts = rows.map(({ body }) => new TextDecoder().decode(body));
    expect(texts.map((text) => JSON.parse(text))).toMatchObject([
      { subject: users.vera.id, action: 'sessions.start', decision: 'allow', rule: 'sign-in.accepted' },
      { subject: users.vera.id, action: 'sessions.start', decision: 'deny', rule: 'sign-in.refused' },
      { subject: null, action: 'sessions.start', decision: 'deny', rule: 'sign-in.refused' },
      { subject: users.dora.id, action: 'sessions.start', decision: 'deny', rule: 'sign-in.refused' },
    ]);
    expect(texts.join('')).not.toMatch(/@|password"|seven quiet/);
  });
});

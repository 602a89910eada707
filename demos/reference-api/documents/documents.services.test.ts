// Documents as a caller meets them, on both sets of adapters; then ids that are not one's own (AUTHZ-03), fields (AUTHZ-04),
// keys that nobody asked for (AUTHZ-05) and attributes that change under a live token (AUTHZ-06).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTrail } from '../audit/trail.ts';
import { organisations, documents as papers, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Ask, direct } from '../test/direct.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import { clearVault, digests, member, type Placed, place, principalOf } from './placing.ts';
import { documentRoutes } from './routes.ts';

const { viewer, contributor, reviewer, admin } = member;
const summaryKeys = [
  'classification',
  'createdAt',
  'department',
  'id',
  'locked',
  'ownerId',
  'title',
  'updatedAt',
  'version',
];
const wholeKeys = [...summaryKeys, 'body'].sort();
const draft = { title: 'A title', body: 'A text', department: 'operations' };

describe.each(hostKinds)('documents on %s', (kind) => {
  let host: Host;
  let ask: Ask;
  beforeAll(async () => {
    host = await openHost(kind);
    ask = direct(host.deps, documentRoutes({ vault: clearVault, trail: createTrail(host.deps.database) }));
  });
  afterAll(() => host.close());

  /** A document of the contributor's unless told otherwise. */
  async function put(other: Partial<Placed> = {}): Promise<Placed> {
    const one: Placed = {
      id: crypto.randomUUID(),
      organisation: organisations.aster.id,
      owner: contributor.user,
      department: contributor.department,
      classification: 'internal',
      locked: false,
      title: 'Placed',
      ...other,
    };
    await place(host.owner, [one]);
    return one;
  }

  it('writes, reads, changes, locks, unlocks, hands over and deletes', async () => {
    const made = await ask(contributor, 'POST', '/v1/documents', draft);
    expect(made.status).toBe(201);
    const { id } = made.body;
    const at = `/v1/documents/${id}`;
    expect(made.headers.get('location')).toBe(at);
    expect(made.body).toMatchObject({
      ...draft,
      ownerId: contributor.user,
      classification: 'internal',
      version: 1,
    });
    expect((await ask(viewer, 'GET', at)).body).toEqual(made.body);

    const changed = await ask(contributor, 'PATCH', at, { version: 1, title: 'B', body: 'C' });
    expect(changed).toMatchObject({ status: 200, body: { title: 'B', body: 'C', version: 2 } });
    const late = await ask(contributor, 'PATCH', at, { version: 1, title: 'D' });
    expect(late.body).toMatchObject({ type: '/problems/conflict', status: 409 });

    expect((await ask(admin, 'PUT', `${at}/lock`, { locked: true })).body).toMatchObject({
      locked: true,
      version: 3,
    });
    expect((await ask(admin, 'PUT', `${at}/lock`, { locked: true })).body).toMatchObject({ version: 3 });
    expect((await ask(admin, 'DELETE', at)).body).toMatchObject({ status: 403, rule: 'documents.locked' });
    expect((await ask(admin, 'PUT', `${at}/lock`, { locked: false })).body).toMatchObject({ locked: false });

    const nobody = await ask(contributor, 'POST', `${at}/transfer`, { version: 4, ownerId: viewer.user });
    expect(nobody.body).toMatchObject({ status: 400, errors: [{ pointer: '/ownerId' }] });
    const given = await ask(contributor, 'POST', `${at}/transfer`, { version: 4, ownerId: reviewer.user });
    expect(given.body).toMatchObject({ ownerId: reviewer.user, version: 5 });
    expect((await ask(contributor, 'DELETE', at)).status).toBe(403);
    expect((await ask(reviewer, 'DELETE', at)).status).toBe(204);
    expect((await ask(reviewer, 'GET', at)).status).toBe(404);
  });

  it('reads and lists in one round trip each, row security included', async () => {
    let trips = 0;
    const database: typeof host.deps.database = {
      ...host.deps.database,
      query(statement) {
        trips += 1;
        return host.deps.database.query(statement);
      },
      transaction: () => Promise.reject(new Error('more than one round trip')),
    };
    const counted = direct(
      { ...host.deps, database },
      documentRoutes({ vault: clearVault, trail: { note() {} } }),
    );
    expect((await counted(viewer, 'GET', `/v1/documents/${papers.handbook.id}`)).status).toBe(200);
    expect((await counted(viewer, 'GET', '/v1/documents')).status).toBe(200);
    expect(trips).toBe(2);
  });

  it('lists in pages, newest first, each once, and filters', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await ask(viewer, 'GET', `/v1/documents?limit=2${cursor}`);
      expect(status).toBe(200);
      expect(body.documents.length).toBeLessThanOrEqual(2);
      seen.push(...body.documents.map(({ id }: { id: string }) => id));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    const visible = Object.values(papers).filter(
      ({ owner, id }) => users[owner].organisation === viewer.organisation && id !== papers.salaries.id,
    );
    expect(new Set(seen)).toEqual(new Set(visible.map(({ id }) => id)));
    expect(seen).toEqual([...seen].sort().reverse());

    const only = async (query: string) =>
      (await ask(viewer, 'GET', `/v1/documents?${query}`)).body.documents.map(({ id }: { id: string }) => id);
    expect(await only('locked=true')).toEqual([papers.sealedPlan.id]);
    expect(await only('classification=public')).toEqual([papers.timetable.id]);
    expect(await only('department=finance')).toEqual([papers.budget.id]);
    expect(await only(`owner=${users.ada.id}`)).toEqual([papers.minutes.id]);
    for (const wrong of ['limit=0', 'limit=101', 'cursor=x', 'limit=1&limit=2', 'order=title', 'locked=1'])
      expect((await ask(viewer, 'GET', `/v1/documents?${wrong}`)).status, wrong).toBe(400);
  });

  it('AUTHZ-03: ids of another organisation are as ids that do not exist, and show no byte', async () => {
    const foreign = Array.from(
      { length: 200 },
      (_, n): Placed => ({
        id:
          n % 2 ? crypto.randomUUID() : `01900000-0000-7000-8000-00000001${n.toString(16).padStart(4, '0')}`,
        organisation: organisations.brook.id,
        owner: users.cora.id,
        department: 'operations',
        classification: (['public', 'internal', 'confidential'] as const)[n % 3] as Placed['classification'],
        locked: n % 5 === 0,
        title: 'foreign-canary',
      }),
    );
    await place(host.owner, foreign);
    const before = await digests(host.owner);
    const tries = (id: string): [string, string, object?][] => [
      ['GET', `/v1/documents/${id}`],
      ['PATCH', `/v1/documents/${id}`, { version: 1, title: 'Mine' }],
      ['DELETE', `/v1/documents/${id}`],
      ['PUT', `/v1/documents/${id}/lock`, { locked: true }],
      ['POST', `/v1/documents/${id}/transfer`, { version: 1, ownerId: admin.user }],
    ];
    const nothing = await Promise.all(tries(crypto.randomUUID()).map((one) => ask(admin, ...one)));
    // PGlite answers one at a time: a sample is enough there.
    for (const { id } of kind === 'node' ? foreign : foreign.slice(0, 30)) {
      const heard = await Promise.all(tries(id).map((one) => ask(admin, ...one)));
      // Not even the rule tells them apart: the database does not show the row.
      for (const [index, { status, body }] of heard.entries())
        expect([status, body]).toEqual([404, nothing[index]?.body]);
    }
    const mine = await put();
    const transfers = [users.cora.id, crypto.randomUUID()].map((ownerId) =>
      ask(contributor, 'POST', `/v1/documents/${mine.id}/transfer`, { version: 1, ownerId }),
    );
    const [theirs, nobodys] = await Promise.all(transfers);
    expect(theirs?.body).toEqual(nobodys?.body);
    expect(theirs?.status).toBe(400);
    const listed = await ask(admin, 'GET', `/v1/documents?limit=100&owner=${users.cora.id}`);
    expect(listed.body).toEqual({ documents: [], next: null });
    const all = await ask(admin, 'GET', `/v1/documents?limit=100&cursor=9999999999999.${foreign[1]?.id}`);
    expect(JSON.stringify(all.body)).not.toContain('canary');

    for (const odd of [
      '1',
      '0',
      '-1',
      '%00',
      '..%2f',
      '[]',
      '{}',
      'null',
      `${mine.id},${mine.id}`,
      `${mine.id}%20`,
    ])
      for (const one of tries(odd)) expect([odd, (await ask(admin, ...one)).status]).toEqual([odd, 400]);
    const after = await digests(host.owner);
    expect(foreign.filter(({ id }) => after.get(id) !== before.get(id))).toEqual([]);
  }, 180_000);

  it('AUTHZ-03 control: a superuser would see them, so it is row security and decide() that hide them', async () => {
    const [row] = await host.owner.query(sql`select title from documents where id = ${papers.ward.id}`);
    expect(row).toEqual({ title: papers.ward.title });
  });

  it('AUTHZ-04: each role reads the fields it may, and no other', async () => {
    const elsewhere = await put({
      owner: users.cleo.id,
      department: 'finance',
      classification: 'confidential',
    });
    const keys = async (who: typeof viewer, id: string) =>
      Object.keys((await ask(who, 'GET', `/v1/documents/${id}`)).body).sort();
    for (const who of [viewer, contributor, reviewer, admin])
      expect(await keys(who, papers.handbook.id)).toEqual(wholeKeys);
    expect(await keys(reviewer, elsewhere.id)).toEqual(wholeKeys);
    expect(await keys(admin, elsewhere.id)).toEqual([...summaryKeys].sort());
    const listed = await ask(admin, 'GET', '/v1/documents');
    for (const one of listed.body.documents) expect(Object.keys(one).sort()).toEqual([...summaryKeys].sort());
    // After a change the answer shows no more than a read does.
    const changed = await ask(admin, 'PATCH', `/v1/documents/${elsewhere.id}`, { version: 1, title: 'E' });
    expect(Object.keys(changed.body).sort()).toEqual([...summaryKeys].sort());
  });

  it('AUTHZ-05: keys that the contract does not name are refused, and nothing changes', async () => {
    const mine = await put();
    const before = (await digests(host.owner)).get(mine.id);
    const bodies: [string, string, object][] = [
      ['POST', '/v1/documents', draft],
      ['PATCH', `/v1/documents/${mine.id}`, { version: 1, title: 'F' }],
      ['PUT', `/v1/documents/${mine.id}/lock`, { locked: true }],
      ['POST', `/v1/documents/${mine.id}/transfer`, { version: 1, ownerId: reviewer.user }],
    ];
    const extra = [
      'role',
      'owner',
      'tenantId',
      'organisationId',
      'organisation_id',
      'id',
      'createdAt',
      'created_at',
    ];
    const [{ n: rows } = { n: 0 }] = await host.owner.query<{ n: number }>(
      sql`select count(*)::int as n from documents`,
    );
    for (const key of [...extra, '__proto__', 'constructor', 'prototype', 'body_sealed', 'toString'])
      for (const [method, path, body] of bodies) {
        const text = `{${JSON.stringify(key)}:"x",${JSON.stringify(body).slice(1)}`;
        const { status } = await ask(admin, method, path, JSON.parse(text));
        expect([method, key, status]).toEqual([method, key, 400]);
      }
    const owned = await ask(contributor, 'POST', '/v1/documents', { ...draft, ownerId: admin.user });
    const locked = await ask(admin, 'PATCH', `/v1/documents/${mine.id}`, {
      version: 1,
      title: 'G',
      locked: true,
    });
    expect([owned.status, locked.status]).toEqual([400, 400]);
    expect((await digests(host.owner)).get(mine.id)).toBe(before);
    const [after] = await host.owner.query<{ n: number }>(sql`select count(*)::int as n from documents`);
    expect(after?.n).toBe(rows);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('AUTHZ-06: the next request sees a lock, another department, another role and a disabled account', async () => {
    const cleo = principalOf(users.cleo);
    const secret = await put({ owner: users.rita.id, department: 'finance', classification: 'confidential' });
    const own = await put({ owner: cleo.user, department: 'finance' });
    const change = async () =>
      (await ask(cleo, 'PATCH', `/v1/documents/${own.id}`, { version: await version(), title: 'H' })).status;
    const version = async () =>
      (await host.owner.query<{ v: number }>(sql`select version as v from documents where id = ${own.id}`))[0]
        ?.v;
    const sees = async () => (await ask(cleo, 'GET', `/v1/documents/${secret.id}`)).status;
    const lists = async () =>
      (await ask(cleo, 'GET', '/v1/documents?department=finance')).body.documents.length;

    expect([await change(), await sees()]).toEqual([200, 200]);
    await ask(admin, 'PUT', `/v1/documents/${own.id}/lock`, { locked: true });
    expect(await change()).toBe(403);
    await ask(admin, 'PUT', `/v1/documents/${own.id}/lock`, { locked: false });
    expect(await change()).toBe(200);

    const before = await lists();
    await host.owner.query(sql`update users set department = 'operations' where id = ${cleo.user}`);
    expect([await sees(), (await lists()) < before]).toEqual([404, true]);
    await host.owner.query(sql`update users set department = 'finance' where id = ${cleo.user}`);
    expect([await sees(), await lists()]).toEqual([200, before]);

    await host.owner.query(sql`update users set role = 'viewer' where id = ${cleo.user}`);
    expect([await change(), await sees()]).toEqual([403, 200]);
    const written = await ask(cleo, 'POST', '/v1/documents', { ...draft, department: 'finance' });
    expect(written.body).toMatchObject({ status: 403, rule: 'default' });
    await host.owner.query(
      sql`update users set role = 'contributor', status = 'disabled' where id = ${cleo.user}`,
    );
    expect([await change(), await sees(), await lists()]).toEqual([404, 404, 0]);
    expect((await ask(cleo, 'POST', '/v1/documents', { ...draft, department: 'finance' })).status).toBe(403);
    await host.owner.query(sql`update users set status = 'active' where id = ${cleo.user}`);
  });

  it('refuses text that is no text, and takes the rest back byte for byte', async () => {
    for (const title of ['', 'a\u0000b', '\ud800', 'a\nb', 'x'.repeat(201)])
      expect((await ask(contributor, 'POST', '/v1/documents', { ...draft, title })).status).toBe(400);
    for (const body of ['a\u0000b', '\udfff', 'x'.repeat(20_001)])
      expect((await ask(contributor, 'POST', '/v1/documents', { ...draft, body })).status).toBe(400);
    for (const text of [
      "'; drop table documents; --",
      '‮abc',
      'e\u0301',
      '\u00e9',
      '𝒳😀',
      '<img onerror=1>',
      '%s {{x}}',
    ]) {
      const { status, body } = await ask(contributor, 'POST', '/v1/documents', {
        ...draft,
        title: text,
        body: text,
      });
      expect([status, body.title, body.body]).toEqual([201, text, text]);
      const read = await ask(contributor, 'GET', `/v1/documents/${body.id}`);
      expect([read.body.title, read.body.body]).toEqual([text, text]);
    }
  });
});

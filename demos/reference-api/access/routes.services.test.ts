// AUTHZ-01 through the whole service, tokens and all: every route × role × {owner, other, foreign, none}, and every route
// without a token, against the table below. A new route without a row fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { member, place } from '../documents/placing.ts';
import { placeInput } from '../review/placing.ts';
import { examplePassword, organisations, type SeedUserName, users } from '../storage/examples.ts';
import { rowOf } from '../storage/row-of.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import { type Role, roles } from './policy.ts';

type Relation = 'owner' | 'other' | 'foreign' | 'none';

/** Answers for viewer, contributor, reviewer, admin. 'none' is also where nothing is named. */
const table: Readonly<Record<string, Partial<Record<Relation, string>>>> = {
  'documents.list': { none: '200 200 200 200' },
  'documents.create': { none: '403 201 201 201' },
  'documents.read': {
    owner: '200 200 200 200',
    other: '200 200 200 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'documents.update': {
    owner: '403 200 200 200',
    other: '403 403 403 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'documents.delete': {
    owner: '403 204 204 204',
    other: '403 403 403 204',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'documents.lock': {
    owner: '403 403 200 200',
    other: '403 403 403 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'documents.transfer': {
    owner: '403 200 200 200',
    other: '403 403 403 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'users.list': { none: '403 403 403 200' },
  'users.add': { none: '403 403 403 201' },
  'users.change': {
    owner: '403 403 403 403',
    other: '403 403 403 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'audit.list': { none: '403 403 403 200' },
  'audit.head': { none: '403 403 403 200' },
  'intake.create': { none: '403 201 201 201' },
  'intake.list': { none: '403 200 200 200' },
  'intake.read': {
    owner: '403 200 200 200',
    other: '403 403 200 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'intake.replay': {
    owner: '403 200 200 200',
    other: '403 403 200 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'policies.list': { none: '403 403 200 200' },
  'policies.create': { none: '403 403 403 201' },
  'review.list': { none: '403 403 200 200' },
  'review.claim': { none: '403 403 200 200' },
  'review.lease': { none: '403 403 409 409' },
  'review.decide': {
    owner: '403 403 403 403',
    other: '404 404 200 200',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'review.undo': {
    owner: '403 403 403 403',
    other: '404 404 409 409',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'review.patterns': { none: '403 403 200 200' },
  'review.batch': { none: '403 403 409 409' },
  'leads.list': { none: '403 403 403 200' },
  'me.read': { owner: '200 200 200 200' },
  'me.change-password': { owner: '200 200 200 200' },
  'sessions.list': { owner: '200 200 200 200' },
  'sessions.end': {
    owner: '204 204 204 204',
    other: '404 404 404 404',
    foreign: '404 404 404 404',
    none: '404 404 404 404',
  },
  'sessions.end-current': { owner: '204 204 204 204' },
};

/** What they answer to somebody who brings nothing. */
const publicRoutes: Readonly<Record<string, number>> = {
  'health.live': 200,
  'health.ready': 200,
  'keys.public': 200,
  'leads.challenge': 200,
  'leads.send': 400,
  'openapi.read': 200,
  'sessions.start': 400,
  'sessions.refresh': 400,
};

const callers: Readonly<Record<Role, SeedUserName>> = {
  viewer: 'vera',
  contributor: 'carl',
  reviewer: 'rita',
  admin: 'ada',
};

const endsSession = new Set(['me.change-password', 'sessions.end-current']);

const countsOf = (names: readonly string[]) =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => [name, names.filter((n) => n === name).length]),
  );

interface Session {
  readonly accessToken: string;
  readonly session: string;
}

describe.each(hostKinds)('every route on %s', (kind) => {
  let host: Host;
  const password: Partial<Record<SeedUserName, string>> = {};
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  const send = (method: string, path: string, token: string | null, body?: object) =>
    host.app(
      new Request(`http://api${path}`, {
        method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
          ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );

  async function signIn(name: SeedUserName): Promise<Session> {
    const { email } = users[name];
    const answer = await send('POST', '/v1/sessions', null, {
      email,
      password: password[name] ?? examplePassword,
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as Session;
  }

  /** The id that the path names, for this caller and this relation. */
  async function subjectOf(route: string, role: Role, relation: Relation): Promise<string> {
    const none = crypto.randomUUID();
    if (relation === 'none') return none;
    if (route.startsWith('users.'))
      return { owner: users[callers[role]].id, other: users.dora.id, foreign: users.cora.id }[relation];
    if (/^(?:intake|review)\./.test(route)) return placeInput(host, route, member[role], relation);
    if (route.startsWith('sessions.')) {
      const whose = { owner: callers[role], other: 'cleo', foreign: 'cora' } as const;
      return (await signIn(whose[relation])).session;
    }
    const me = member[role];
    const own = relation === 'owner';
    const foreign = relation === 'foreign';
    const organisation = foreign ? organisations.brook.id : me.organisation;
    await place(host.owner, [
      {
        id: none,
        organisation,
        owner: foreign ? users.cora.id : own ? me.user : users.cleo.id,
        department: own ? me.department : 'archive',
        classification: 'internal',
        locked: false,
        title: 'Placed',
      },
    ]);
    const sealed = await host.app.vault.seal('documents', 'body', rowOf(organisation, none), 'A text');
    await host.owner.query({
      name: '',
      text: 'update documents set body_sealed = $1 where id = $2',
      values: [sealed, none],
    });
    return none;
  }

  function bodyOf(route: string, role: Role, name: SeedUserName): object | undefined {
    switch (route) {
      case 'documents.create':
        return { title: 'T', body: 'B', department: member[role].department };
      case 'documents.update':
        return { version: 1, title: 'New' };
      case 'documents.lock':
        return { locked: true };
      case 'documents.transfer':
        return { version: 1, ownerId: name === 'rita' ? users.ada.id : users.rita.id };
      case 'intake.create':
        return { text: 'Please cancel order LB-48213.' };
      case 'policies.create':
        return { method: 'fixed', threshold: 0.9 };
      case 'review.claim':
        return { id: crypto.randomUUID() };
      case 'review.lease':
        return { fence: 1, keep: true };
      case 'review.decide':
        return { fence: 1, hash: '0'.repeat(64), action: 'reject', reason: 'R' };
      case 'review.undo':
        return { decision: crypto.randomUUID() };
      case 'review.batch':
        return { pattern: 'none+manual', digest: '0'.repeat(64), action: 'reject', reason: 'R' };
      case 'users.add': {
        const email = `${crypto.randomUUID()}@aster.example`;
        return { email, name: 'N', role: 'viewer', department: 'sales', password: 'nine slow boats go by' };
      }
      case 'users.change':
        return { department: 'sales' };
      case 'me.change-password': {
        const current = password[name] ?? examplePassword;
        password[name] = `another ${crypto.randomUUID()}`;
        return { current, next: password[name] };
      }
      default:
        return undefined;
    }
  }

  it('AUTHZ-01: has a row in the table, public or not', () => {
    const of = (access: string) => host.app.routes.filter((one) => one.access === access).map(({ id }) => id);
    expect(of('signed-in').sort()).toEqual(Object.keys(table).sort());
    expect(of('public').sort()).toEqual(Object.keys(publicRoutes).sort());
  });

  it('AUTHZ-01, 08: answers as the table says, with one entry a request', async () => {
    const found: string[] = [];
    const asked: string[] = [];
    const live = new Map<SeedUserName, Pick<Session, 'accessToken'>>();
    for (const { id: route, method, path, access } of host.app.routes) {
      if (access === 'public') continue;
      for (const [relation, answers] of Object.entries(table[route] ?? {}))
        for (const [column, role] of roles.entries()) {
          const name = callers[role];
          const subject = await subjectOf(route, role, relation as Relation);
          const { accessToken } = live.get(name) ?? (await signIn(name));
          live.delete(name);
          const at = path.replace(':id', subject);
          asked.push(route);
          const { status } = await send(method, at, accessToken, bodyOf(route, role, name));
          if (!endsSession.has(route)) live.set(name, { accessToken });
          const expected = Number(answers.split(' ')[column]);
          if (status !== expected) found.push(`${role} ${route} ${relation}: ${status} for ${expected}`);
        }
    }
    expect(found).toEqual([]);

    // AUTHZ-08: one entry a request, with who, what and by which rule.
    await host.app.settle();
    const rows = await host.owner.query<{ body: string }>(
      sql`select convert_from(body, 'UTF8') as body from audit_entries`,
    );
    const entries = rows.map(({ body }) => JSON.parse(body)).filter(({ action }) => action in table);
    expect(countsOf(entries.map(({ action }) => action))).toEqual(countsOf(asked));
    for (const { subject, decision, rule, trace } of entries) {
      expect(subject).toMatch(/^[0-9a-f-]{36}$/);
      expect(decision).toMatch(/^(?:allow|deny)$/);
      expect(rule).toMatch(/^[a-z.-]+$/);
      expect(trace).toMatch(/^[0-9a-f]{32}$/);
    }
  }, 300_000);

  it('AUTHZ-01: without a token every other route is closed, and says nothing', async () => {
    for (const { id: route, method, path, access } of host.app.routes) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await send(method, path.replace(':id', crypto.randomUUID()), null, body);
      expect([route, answer.status]).toEqual([route, access === 'public' ? publicRoutes[route] : 401]);
      if (access === 'signed-in') expect((await answer.text()).length).toBeLessThan(300);
    }
  });
});

// AUTHZ-01, 04, 08: every document route, for each role and situation, against the table written by hand; with both lines of
// defence, with either alone, and (control) with neither.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, cases } from '../access/expected-matrix.ts';
import { actions } from '../access/policy.ts';
import { createTrail, type Trail } from '../audit/trail.ts';
import { organisations, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Ask, direct, type Heard } from '../test/direct.ts';
import { type Host, openHost } from '../test/hosts.ts';
import { clearVault, digests, member, type Placed, place } from './placing.ts';
import { documentRoutes } from './routes.ts';

interface Wire {
  readonly method: string;
  readonly path: string;
  /** When it is allowed. */
  readonly status: number;
  /** Always a real change: row security does not see one that changes nothing. */
  readonly body?: (of: Placed | null) => object;
}

/** How each action is asked for over the wire. */
const calls: Readonly<Record<string, Wire>> = {
  'documents.read': { method: 'GET', path: '', status: 200 },
  'documents.update.title': patch(() => ({ title: 'New' })),
  'documents.update.body': patch(() => ({ body: 'New' })),
  'documents.update.classification': patch((of) => ({
    classification: of?.classification === 'public' ? 'internal' : 'public',
  })),
  'documents.update.department': patch(() => ({ department: 'legal' })),
  'documents.delete': { method: 'DELETE', path: '', status: 204 },
  'documents.lock': { method: 'PUT', path: '/lock', status: 200, body: (of) => ({ locked: !of?.locked }) },
  'documents.transfer': {
    method: 'POST',
    path: '/transfer',
    status: 200,
    body: (of) => ({ version: 1, ownerId: of?.owner === users.ada.id ? users.rita.id : users.ada.id }),
  },
};

function patch(change: (of: Placed | null) => object): Wire {
  return { method: 'PATCH', path: '', status: 200, body: (of) => ({ version: 1, ...change(of) }) };
}

const asked = cases.filter(({ action }) => action in calls);
const withText = new Map(
  cases
    .filter(({ action }) => action === 'documents.read.body')
    .map(({ name, answer }) => [name.replace('.body', ''), answer === 'y']),
);

interface Told {
  readonly one: Case;
  readonly placed: Placed | null;
  readonly heard: Heard;
}

interface Run {
  readonly told: readonly Told[];
  readonly entries: readonly Record<string, unknown>[];
  readonly changed: ReadonlySet<string>;
  /** What each role's list has too many or too few. */
  readonly lists: readonly string[];
}

let host: Host;
let full: Run;

beforeAll(async () => {
  host = await openHost('node');
});
afterAll(() => host.close());

function situate({ resource, situation, variant, subject }: Case, id: string): Placed | null {
  if (resource === null) return null;
  const me = member[subject.role];
  const foreign = variant === 'foreign';
  const other = foreign ? users.cora.id : users.cleo.id;
  return {
    id,
    organisation: foreign ? organisations.brook.id : me.organisation,
    owner: situation.startsWith('owner') && !foreign ? me.user : other,
    department: situation.includes(' here') ? me.department : 'archive',
    classification: resource.classification ?? 'internal',
    locked: resource.locked,
    title: `canary ${id}`,
  };
}

/** Every page of the list, against what the table lets each role read. */
async function listFaults(ask: Ask, all: readonly Placed[]): Promise<string[]> {
  const found: string[] = [];
  for (const who of Object.values(member)) {
    const seen = new Set<string>();
    let cursor = '';
    do {
      const { body } = await ask(who, 'GET', `/v1/documents?limit=100${cursor}`);
      for (const { id } of body.documents) seen.add(id);
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    for (const one of all) {
      const open = one.classification !== 'confidential' || one.department === who.department;
      const trusted = ['reviewer', 'admin'].includes(who.role) || one.owner === who.user;
      const may = one.organisation === who.organisation && (open || trusted);
      if (seen.has(one.id) !== may) found.push(`${who.role} list: ${may ? 'without' : 'with'} ${one.id}`);
    }
  }
  return found;
}

/** A document for each case, a request for each document, twenty at a time. */
async function runAll(l4: boolean): Promise<Run> {
  const deps = { ...host.deps, config: { ...host.deps.config, layersOff: l4 ? [] : (['L4'] as const) } };
  const trail: Trail = createTrail(deps.database);
  const ask: Ask = direct(deps, documentRoutes({ vault: clearVault, trail }));
  const placed = asked.map((one) => situate(one, crypto.randomUUID()));
  const all = placed.filter((one) => one !== null);
  await place(host.owner, all);
  const lists = await listFaults(
    direct(deps, documentRoutes({ vault: clearVault, trail: { note() {} } })),
    all,
  );
  const before = await digests(host.owner);
  const [from] = await host.owner.query<{ seq: number }>(sql`select seq::int from audit_head`);

  const told: Told[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < asked.length; i = next++) {
      const one = asked[i] as Case;
      const { method, path, body } = calls[one.action] as Wire;
      const id = placed[i]?.id ?? crypto.randomUUID();
      const heard = await ask(
        member[one.subject.role],
        method,
        `/v1/documents/${id}${path}`,
        body?.(placed[i] ?? null),
      );
      told.push({ one, placed: placed[i] ?? null, heard });
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
  await trail.flush();

  const after = await digests(host.owner);
  const changed = new Set([...before].filter(([id, digest]) => after.get(id) !== digest).map(([id]) => id));
  const rows = await host.owner.query<{ body: string }>(
    sql`select convert_from(body, 'UTF8') as body from audit_entries where seq > ${from?.seq ?? 0}`,
  );
  return { told, entries: rows.map(({ body }) => JSON.parse(body)), changed, lists };
}

const statusOf = ({ action, answer }: Case) =>
  answer === 'y' ? calls[action]?.status : answer === 'n' ? 403 : 404;

/** Everything that is not as the table has it. */
function faults({ told, changed, lists }: Run): string[] {
  const answers = told.flatMap(({ one, placed, heard }) => {
    const found: string[] = [];
    if (heard.status !== statusOf(one)) found.push(`${one.name}: ${heard.status} for ${statusOf(one)}`);
    if (one.answer !== 'y') {
      if (placed && changed.has(placed.id)) found.push(`${one.name}: changed`);
      if (placed && JSON.stringify(heard.body ?? '').includes('canary')) found.push(`${one.name}: shown`);
    } else if (one.action === 'documents.read' && 'body' in heard.body !== withText.get(one.name))
      found.push(`${one.name}: text ${'body' in heard.body}`);
    return found;
  });
  return [...answers, ...lists];
}

describe('route × role × situation', () => {
  it('AUTHZ-01, 04: all as the table, and what was refused is unchanged to the byte', async () => {
    full = await runAll(true);
    expect(faults(full)).toEqual([]);
    expect(full.told.length).toBeGreaterThan(1_000);
  }, 300_000);

  it('AUTHZ-08: one entry a request, each with subject, action, resource and rule', () => {
    expect(full.entries.length).toBe(full.told.length);
    for (const entry of full.entries)
      expect(entry).toEqual({
        subject: expect.stringMatching(/^[0-9a-f-]{36}$/),
        action: expect.stringMatching(/^documents\./),
        resource: expect.stringMatching(/^[0-9a-f-]{36}$/),
        decision: expect.stringMatching(/^(?:allow|deny)$/),
        rule: expect.stringMatching(/^[a-z.-]+$/),
        trace: expect.any(String),
      });
    const allowed = full.entries.filter(({ decision }) => decision === 'allow').length;
    expect(allowed).toBe(full.told.filter(({ one }) => one.answer === 'y').length);
  });

  it('without decide(): row security alone gives the same answers', async () => {
    expect(faults(await runAll(false))).toEqual([]);
  }, 300_000);

  it('without row security: decide() alone gives the same answers; control: without both, the table catches it', async () => {
    await host.owner.script(
      'alter table documents disable row level security; alter table documents disable trigger documents_guard',
    );
    try {
      expect(faults(await runAll(true))).toEqual([]);
      const found = faults(await runAll(false));
      expect(found).toContain('viewer documents.read other here open foreign: shown');
      expect(found).toContain('viewer documents.delete other here open foreign: changed');
      expect(found.filter((one) => one.startsWith('viewer list: with ')).length).toBeGreaterThan(100);
      expect(found.length).toBeGreaterThan(500);
    } finally {
      await host.owner.script(
        'alter table documents enable row level security; alter table documents enable trigger documents_guard',
      );
    }
  }, 240_000);

  it('AUTHZ-01: a route without a row in the policy fails here', () => {
    const known = new Set<string>(actions);
    const trail = { note() {} };
    const routes = [...documentRoutes({ vault: clearVault, trail }), ...host.app.routes];
    const without = routes.filter(({ access, id }) => access === 'signed-in' && !known.has(id));
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

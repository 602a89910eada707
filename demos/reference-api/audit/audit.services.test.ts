// AUDIT-02, 03, 04, 06 and the audit side of 11, on PostgreSQL; what has no race also on PGlite.
import { execFile } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { Problem } from '../problem.ts';
import type { Scope, Transaction } from '../storage/database.ts';
import { documents, organisations, users } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Host, type HostKind, hostKinds, openHost } from '../test/hosts.ts';
import { together } from '../test/together.ts';
import { createAnchoring, readAnchors } from './anchor.ts';
import { anchorKey, signedBy } from './anchor-key.ts';
import { record } from './append.ts';
import { type Bytes, consistent, genesis, type Sha256 } from './chain.ts';
import { bodyOf, type Entry } from './entry.ts';
import { exportLines } from './export.ts';
import { readEntries, readHead, readLeaves } from './store.ts';
import { createTrail } from './trail.ts';
import { type Line, type Verdict, verify } from './verify.ts';

const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')) as Bytes;
const trace = '0af7651916cd43dd8448eb211c80319c';
const aster = organisations.aster.id;
const admin: Scope = { organisation: aster, user: users.ada.id, role: 'admin' };

const entry = (resource: string, more: Partial<Entry> = {}): Entry => ({
  at: 1_767_603_600_000,
  organisation: aster,
  subject: users.carl.id,
  action: 'documents.change',
  resource,
  decision: 'allow',
  rule: 'documents.change.owner',
  trace,
  ...more,
});

const judge = (db: Transaction): Promise<Verdict> => verify(exportLines(db), { sha256 });
const count = async (db: Transaction, of: string): Promise<number> => {
  const [row] = await db.query<{ n: number }>(
    sql`select count(*)::int as n from audit_entries where convert_from(body, 'UTF8') like ${`%${of}%`}`,
  );
  return row?.n ?? 0;
};

/** 200 writers share 20 connections: on a slow machine some wait longer than a connection is waited for, and come again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
    }
  }
}

describe('AUDIT-02: many writers, one chain', () => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost('node');
  });
  afterAll(() => host.close());

  const each = often(15, 50);
  it(`200 writers × ${each}: no fork, no gap`, async () => {
    const { seq: before } = await readHead(host.deps.database);
    const write = async (writer: number) => {
      for (let n = 0; n < each; n++)
        await patiently(() =>
          host.deps.database.transaction(null, (tx) => record(tx, entry(`w${writer}-${n}`))),
        );
    };
    await Promise.all(Array.from({ length: 200 }, (_, writer) => write(writer)));
    expect((await readHead(host.deps.database)).seq).toBe(before + 200 * each);
    expect(await judge(host.owner)).toMatchObject({ kind: 'intact', head: { seq: before + 200 * each } });
  }, 120_000);

  it('control: writers that read the head without taking it make forks', async () => {
    await host.owner.script(
      'create table twin_entries (seq bigint not null, previous bytea not null, hash bytea not null); grant all on twin_entries to lavbytes_app',
    );
    // Ten have read the head before one of them writes.
    const meet = together(10);
    const write = async (writer: number) => {
      for (let n = 0; n < 10; n++)
        await host.deps.database.transaction(null, async (tx) => {
          const [last] = await tx.query<{ seq: number; hash: Uint8Array }>(
            sql`select seq, hash from twin_entries order by seq desc limit 1`,
          );
          await meet();
          const previous = last?.hash ?? new Uint8Array(32);
          const own = createHash('sha256').update(previous).update(`${writer}-${n}`).digest();
          await tx.query(sql`insert into twin_entries values (${(last?.seq ?? 0) + 1}, ${previous}, ${own})`);
        });
    };
    await Promise.all(Array.from({ length: 50 }, (_, writer) => write(writer)));
    const [forks] = await host.owner.query<{ n: number }>(
      sql`select count(*)::int as n from (select previous from twin_entries group by previous having count(*) > 1) as f`,
    );
    expect(forks?.n).toBeGreaterThan(0);
  }, 60_000);

  it('50 writers and 50 verifiers at once: no false alarm; control: reading the head last gives them', async () => {
    let writing = true;
    const writers = Array.from({ length: 50 }, async (_, writer) => {
      for (let n = 0; n < 20; n++) await record(host.deps.database, entry(`v${writer}-${n}`));
    });
    const pool = new pg.Pool({
      connectionString: host.url as string,
      max: 10,
      options: '-c role=lavbytes_auditor',
    });
    pg.types.setTypeParser(20, Number);
    const auditor: Transaction = {
      query: async ({ text, values }) => (await pool.query(text, [...values])).rows,
    };
    const { seq: after, hash: at } = await readHead(auditor);
    const from = { seq: after, hash: at };
    const alarms: Verdict[] = [];
    let falseAlarms = 0;
    let rounds = 0;
    const verifiers = Array.from({ length: 50 }, async (_, verifier) => {
      do {
        const head = await readHead(auditor);
        const lines = await readEntries(auditor, after, head.seq, 1_000_000);
        const verdict = await verify(lines, { from, anchors: head.seq > after ? [head] : [], sha256 });
        if (verdict.kind === 'broken') alarms.push(verdict);
        // The twin looks at the entries first and asks for the head afterwards.
        const early = await readEntries(auditor, after, Number.MAX_SAFE_INTEGER, 1_000_000);
        // Certain to be met once, whoever is quick: an entry between its two looks.
        if (verifier === 0) await record(host.deps.database, entry('between'));
        const late = await readHead(auditor);
        const twin = await verify(early, { from, anchors: late.seq > after ? [late] : [], sha256 });
        if (twin.kind === 'broken') falseAlarms++;
        rounds++;
      } while (writing);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(verifiers);
    await pool.end();
    expect(alarms).toEqual([]);
    expect(rounds).toBeGreaterThanOrEqual(50);
    expect(falseAlarms).toBeGreaterThan(0);
  }, 120_000);

  it('notes of allowed reads: all in the chain, in few writes; full or failing, new ones are refused', async () => {
    let writes = 0;
    let down = false;
    const counted: Transaction = {
      query(statement) {
        writes++;
        return down ? Promise.reject(new Error('down')) : host.deps.database.query(statement);
      },
    };
    const trail = createTrail(counted, { delay: 5, capacity: 1_000 });
    for (let n = 0; n < 900; n++) trail.note(entry('noted', { action: 'documents.read' }));
    await trail.flush();
    expect(await count(host.owner, 'noted')).toBe(900);
    expect(writes).toBeLessThanOrEqual(3);
    down = true;
    for (let n = 0; n < 1_000; n++) trail.note(entry('later'));
    expect(() => trail.note(entry('later'))).toThrow('unavailable');
    await expect(trail.flush()).rejects.toThrow('down');
    down = false;
    await trail.flush();
    expect(await count(host.owner, 'later')).toBe(1_000);
    expect(await judge(host.owner)).toMatchObject({ kind: 'intact' });
  });
});

describe('AUDIT-03: the change and its entry, both or neither', () => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost('node');
  });
  afterAll(() => host.close());

  const faults = ['none', 'change', 'entry', 'before commit', 'connection'] as const;

  /** 1,000 changes, each with one of five faults; gives how many changes and entries are left. */
  async function tries(name: string, note: (tx: Transaction, one: Entry) => Promise<unknown>) {
    await host.owner.script(`create table ${name} (id integer primary key)`);
    await host.owner.script(`grant select, insert on ${name} to lavbytes_app`);
    const killer = new pg.Pool({ connectionString: host.url as string, max: 4 });
    let done = 0;
    const attempt = (id: number) =>
      host.deps.database.transaction(null, async (tx) => {
        const fault = faults[id % faults.length];
        const value = fault === 'change' ? 'null' : String(id);
        await tx.query({ name: '', text: `insert into ${name} values (${value})`, values: [] });
        const bad = fault === 'entry' ? { organisation: 'no uuid' } : {};
        await note(tx, entry(`${name}-${id}-`, bad));
        if (fault === 'before commit') throw new Error('fault');
        if (fault !== 'connection') return;
        const [own] = await tx.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await killer.query('select pg_terminate_backend($1)', [own?.pid]);
      });
    let next = 0;
    const worker = async () => {
      while (next < 1_000) {
        const id = next++;
        await attempt(id).then(
          () => done++,
          () => {},
        );
      }
    };
    await Promise.all(Array.from({ length: 15 }, worker));
    await killer.end();
    const rows = await host.owner.query<{ id: number }>({
      name: '',
      text: `select id from ${name}`,
      values: [],
    });
    const kept = rows.map(({ id }) => id);
    const noted = (
      await host.owner.query<{ resource: string }>(
        sql`select convert_from(body, 'UTF8')::json ->> 'resource' as resource from audit_entries`,
      )
    )
      .map(({ resource }) => resource)
      .filter((resource) => resource?.startsWith(`${name}-`))
      .map((resource) => Number(resource.split('-')[1]));
    const by = (a: number, b: number) => a - b;
    return {
      done,
      kept: kept.sort(by),
      noted: noted.sort(by),
    };
  }

  it('1,000 tries with a fault in the change, the entry, before the commit, or a cut connection', async () => {
    const { done, kept, noted } = await tries('changes', (tx, one) => record(tx, one));
    expect(done).toBe(200);
    expect(kept).toHaveLength(done);
    expect(noted).toEqual(kept);
    expect(await judge(host.owner)).toMatchObject({ kind: 'intact' });
  }, 120_000);

  it('control: an entry outside the transaction stays behind when the change does not', async () => {
    // Its own connections, and a fault there is forgotten, as a log line would be.
    const aside = new pg.Pool({ connectionString: host.url as string, max: 10 });
    const outside: Transaction = {
      query: async ({ text, values }) => (await aside.query(text, [...values])).rows,
    };
    const { kept, noted } = await tries('twins', (_tx, one) => record(outside, one).catch(() => {}));
    await aside.end();
    expect(noted).not.toEqual(kept);
  }, 120_000);
});

describe.each(hostKinds)('AUDIT-04 on %s: the past cannot be changed, or it shows', (kind: HostKind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
    for (let n = 0; n < 50; n++) await record(host.deps.database, entry(`n${n}`));
  });
  afterAll(() => host.close());

  it('the application may only append in order and read its own', async () => {
    const { seq, hash: at } = await readHead(host.deps.database);
    const refused = [
      sql`update audit_entries set body = '' where seq = 1`,
      sql`delete from audit_entries where seq = 1`,
      sql`truncate audit_entries`,
      sql`insert into audit_entries values (${seq + 1}, 0, null, '', ${at}, ${at})`,
      sql`update audit_head set seq = 0`,
      sql`delete from audit_anchors`,
      sql`update audit_anchors set seq = 0`,
      sql`alter table audit_entries disable trigger all`,
      sql`set session_replication_role = replica`,
    ];
    for (const statement of refused)
      await expect(host.deps.database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    const seen = (scope: Scope) =>
      host.deps.database.transaction(scope, (tx) => readEntries(tx, 0, 1e9, 1e6));
    expect((await seen(admin)).length).toBeGreaterThanOrEqual(50);
    expect(await seen({ ...admin, user: users.rita.id, role: 'reviewer' })).toEqual([]);
    expect(await seen({ ...admin, user: users.abel.id, organisation: organisations.brook.id })).toEqual([]);
    expect(await readEntries(host.deps.database, 0, 1e9, 10)).toEqual([]);
  });

  it('the owner is refused by the triggers', async () => {
    for (const statement of [
      sql`update audit_entries set body = '' where seq = 1`,
      sql`delete from audit_entries where seq = 1`,
      sql`truncate audit_entries`,
    ])
      await expect(host.owner.query(statement)).rejects.toThrow(/append-only/);
  });

  it('the owner with the triggers off is found out, by place', async () => {
    const attempts: [string, string, object][] = [
      [
        "update audit_entries set body = body || ' ' where seq = 20",
        'edit',
        { kind: 'broken', seq: 20, fault: 'hash' },
      ],
      [
        'update audit_entries set at_ms = at_ms + 1 where seq = 21',
        'time',
        { kind: 'broken', seq: 21, fault: 'hash' },
      ],
      [
        'update audit_entries set organisation_id = null where seq = 22',
        'tenant',
        { kind: 'broken', seq: 22, fault: 'hash' },
      ],
      ['delete from audit_entries where seq = 30', 'delete', { kind: 'broken', seq: 30, fault: 'sequence' }],
      ['delete from audit_entries where seq > 40', 'cut', { kind: 'broken', seq: 41, fault: 'cut' }],
      ['truncate audit_entries', 'truncate', { kind: 'broken', seq: 1, fault: 'cut' }],
    ];
    const head = await readHead(host.owner);
    for (const [text, name, expected] of attempts) {
      await host.owner.script(`begin; alter table audit_entries disable trigger user; ${text}`);
      const lines: Line[] = [];
      for await (const line of exportLines(host.owner)) lines.push(line);
      await host.owner.script('rollback');
      expect([name, await verify(lines, { anchors: [head], sha256 })]).toMatchObject([name, expected]);
    }
    expect(await judge(host.owner)).toMatchObject({ kind: 'intact' });
  });

  it('anchors: signed, written once, and withheld from a history that was rewritten', async () => {
    const anchoring = createAnchoring(host.deps);
    const first = await anchoring.anchorHead();
    expect(first.kind).toBe('written');
    expect(await anchoring.anchorHead()).toEqual({ kind: 'nothing-new' });
    await record(host.deps.database, entry('after'));
    expect((await createAnchoring(host.deps).anchorHead()).kind).toBe('written');
    const anchors = await readAnchors(host.deps.objects);
    const { jwk } = await anchorKey(host.deps.secrets);
    expect(await Promise.all(anchors.map((anchor) => signedBy(anchor, jwk)))).toEqual([true, true]);
    expect(await signedBy({ ...(anchors[0] as (typeof anchors)[0]), at: 1 }, jwk)).toBe(false);
    expect(await verify(exportLines(host.owner), { anchors, sha256 })).toMatchObject({
      kind: 'intact',
      anchored: anchors.at(-1)?.seq,
    });
    const [a, b] = anchors as [(typeof anchors)[0], (typeof anchors)[0]];
    expect(await consistent(a, b, await readLeaves(host.deps.database, a.seq, b.seq))).toBe(true);

    // Rewritten from the first anchor on, hashes and head included.
    const restart = `alter table audit_entries disable trigger user; alter table audit_anchors disable trigger user;
      delete from audit_entries where seq >= ${a.seq}; delete from audit_anchors;
      update audit_head set seq = ${a.seq} - 1, hash = (select hash from audit_entries where seq = ${a.seq} - 1);
      alter table audit_entries enable trigger user; alter table audit_anchors enable trigger user`;
    await host.owner.script(restart);
    for (let n = 0; n < 5; n++) await record(host.deps.database, entry(`forged${n}`));
    expect(await judge(host.owner)).toMatchObject({ kind: 'intact', anchored: 0 });
    expect(await anchoring.anchorHead()).toEqual({ kind: 'rewritten', seq: a.seq });
    expect(await createAnchoring(host.deps).anchorHead()).toEqual({ kind: 'rewritten', seq: b.seq });
    expect(await verify(exportLines(host.owner), { anchors, sha256 })).toMatchObject({
      kind: 'broken',
      seq: a.seq,
      fault: 'anchor',
    });
  });
});

describe.each(hostKinds)('AUDIT-06 on %s: bytes stay what they are', (kind: HostKind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  const bodies: Entry['details'][] = [
    { text: 'Zoë 𝄞 \u200f\u202e e\u0301 \ufb01 \uffff' },
    { nul: 'a\u0000b', lone: '\ud800', line: '\u2028\u2029\r\n\u001b[31m' },
    { float: 0.1 + 0.2, small: 5e-324, large: 1.7976931348623157e308, minus: -0, whole: 2 ** 53 },
    { z: 1, a: 2, '10': 3, '9': 4, __proto__x: 5 },
    { quote: '"}\\\',--', array: '{a,b}', empty: '', null: null, no: false },
    { megabyte: 'ü'.repeat(524_288) },
  ];

  it('unicode, floats, key order, 1 MB, NUL: stored bytes are the ones made here, and their hash is the same', async () => {
    const { seq: before } = await readHead(host.deps.database);
    const entries = bodies.map((details, n) =>
      entry(`b${n}`, { details: details as NonNullable<typeof details> }),
    );
    await record(host.deps.database, ...entries);
    const stored = await readEntries(host.owner, before, 1e9, 100);
    expect(stored.map(({ body }) => Buffer.from(body).toString('utf8'))).toEqual(entries.map(bodyOf));
    expect(stored.at(-1)?.body.length).toBeGreaterThan(1_048_576);
    const from = before === 0 ? genesis : { seq: before, hash: (stored[0] as Line).previous };
    expect(await verify(stored, { from, sha256 })).toMatchObject({ kind: 'intact' });
    // Another implementation of the same hash: the web's.
    expect(await verify(stored, { from })).toMatchObject({ kind: 'intact' });
  });

  it('control: jsonb gives other bytes back', async () => {
    const text = bodyOf(entry('b', { details: { z: 1, a: 2 } }));
    const [row] = await host.owner.query<{ text: string }>(sql`select ${text}::jsonb::text as text`);
    expect(row?.text).not.toBe(text);
  });
});

describe.each(hostKinds)('the routes on %s, and AUDIT-11', (kind: HostKind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  interface Listed {
    readonly entries: readonly { seq: number; body: string }[];
    readonly next: number | null;
  }
  const list = async (query: string) => {
    const answer = await host.as('ada')(`/v1/audit${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Listed;
  };

  it('list: newest first, in pages, each exactly as hashed; the head beside it', async () => {
    await host.as('ada').token();
    for (let n = 0; n < 5; n++)
      await record(host.deps.database, entry(documents.timetable.id, { details: { n } }));
    await record(host.deps.database, entry('of another', { organisation: organisations.brook.id }));
    const { entries, next } = await list('?limit=3');
    expect(entries.map(({ body }) => JSON.parse(body).details?.n)).toEqual([4, 3, 2]);
    const second = await list(`?limit=3&before=${next}`);
    expect(JSON.parse((second.entries[0] as { body: string }).body).details).toEqual({ n: 1 });
    const head = await host.as('ada')('/v1/audit/head');
    expect([head.status, await head.json()]).toMatchObject([200, { anchor: null }]);
    for (const bad of ['?limit=101', '?limit=0', '?before=0', '?before=x', '?other=1'])
      expect([bad, (await host.as('ada')(`/v1/audit${bad}`)).status]).toEqual([bad, 400]);
  });

  it('everybody but admins is refused, and the refusal is in the chain', async () => {
    const refusals = () => count(host.owner, '"action":"audit.%"decision":"deny"');
    const before = await refusals();
    for (const user of ['vera', 'carl', 'rita'] as const)
      for (const path of ['/v1/audit', '/v1/audit/head'])
        expect((await host.as(user)(path)).status).toBe(403);
    expect(await refusals()).toBe(before + 6);
  });

  it('a chain that cannot be written: 500 without a stack, and nothing is answered that is not recorded', async () => {
    await host.as('ada').token();
    await host.owner.script('revoke execute on function api.audit_append from lavbytes_app');
    try {
      for (const path of ['/v1/audit', '/v1/audit/head']) {
        const answer = await host.as('ada')(path);
        const text = await answer.text();
        expect([answer.status, JSON.parse(text).title]).toEqual([500, 'Something went wrong on our side.']);
        expect(text).not.toMatch(/audit_append|permission|at .*\.ts/);
      }
    } finally {
      await host.owner.script('grant execute on function api.audit_append to lavbytes_app');
    }
  });
});

describe('the commands', () => {
  it('export, then both verifiers on what it wrote; a tail that is cut off the files shows', async () => {
    const host = await openHost('node');
    const folder = mkdtempSync(join(tmpdir(), 'audit-'));
    const seed = new Uint8Array(createHash('sha256').update('seed').digest());
    const env = {
      ...process.env,
      DATABASE_URL: host.url as string,
      SECRETS: 'environment',
      AUDIT_SIGNING_KEY: Buffer.from(seed).toString('base64url'),
      OBJECTS_FOLDER: join(folder, 'objects'),
    };
    const run = (program: string, ...args: string[]) =>
      promisify(execFile)(program, args, { env }).then(
        ({ stdout }) => JSON.parse(stdout || '{}'),
        (error: { stdout: string; stderr: string }) =>
          error.stdout ? JSON.parse(error.stdout) : error.stderr,
      );
    const node = (name: string, ...args: string[]) =>
      run(process.execPath, '--no-warnings', join(import.meta.dirname, name), ...args);
    try {
      for (let n = 0; n < 30; n++) await record(host.deps.database, entry(`c${n}`));
      const { folderObjects } = await import('../storage/folder.ts');
      const outside = {
        ...host.deps,
        objects: folderObjects(env.OBJECTS_FOLDER),
        secrets: { read: async () => seed },
      };
      await createAnchoring(outside).anchorHead();
      await record(host.deps.database, entry('after the anchor'));
      expect(await node('export-command.ts', join(folder, 'out'))).toEqual({});
      const entries = join(folder, 'out', 'entries.jsonl');
      const witness = [
        '--anchors',
        join(folder, 'out', 'anchors.jsonl'),
        '--key',
        join(folder, 'out', 'key.json'),
      ];
      const { seq } = await readHead(host.deps.database);
      const verdict = await node('verify-export.ts', entries, ...witness);
      expect(verdict).toMatchObject({ kind: 'intact', seq, anchored: seq - 1 });
      const second = await run(
        'python3',
        join(import.meta.dirname, 'second-verifier.py'),
        entries,
        ...witness,
      );
      if (typeof second === 'string')
        console.warn('python3 is not installed: the second verifier was not run.');
      else expect(second).toEqual(verdict);

      const lines = readFileSync(entries, 'utf8').split('\n');
      writeFileSync(entries, `${lines.slice(0, -3).join('\n')}\n`);
      expect(await node('verify-export.ts', entries, ...witness)).toMatchObject({
        kind: 'broken',
        fault: 'cut',
        seq: seq - 1,
      });
      expect(await node('verify-export.ts', entries)).toMatchObject({ kind: 'intact', anchored: 0 });

      expect(
        await node('export-command.ts', join(folder, 'own'), '--organisation', organisations.brook.id),
      ).toEqual({});
      const own = readFileSync(join(folder, 'own', 'entries.jsonl'), 'utf8');
      expect(own).not.toContain('"body"');
      expect(await node('verify-export.ts', join(folder, 'own', 'entries.jsonl'), ...witness)).toEqual(
        verdict,
      );
    } finally {
      rmSync(folder, { recursive: true });
      await host.close();
    }
  }, 60_000);
});

// The console's database side against the build's own image, in Node.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Desk, deskOf, Refused } from './database.ts';
import { exampleRows } from './example.ts';
import type { Outcome } from './outcome.ts';
import { roleIds } from './roles.ts';
import { split } from './split.ts';
import { dumped, testDatabase } from './test-database.ts';

let desk: Desk;
const ports = { now: () => performance.now(), dump: dumped };
beforeAll(async () => {
  desk = deskOf(await testDatabase(), ports);
}, 120_000);

async function run(sql: string, cap = 100, at: Desk = desk): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const statements = split(sql).map((piece) => ({
    text: piece.text,
    ...('data' in piece && { data: piece.data }),
  }));
  await at.run({ statements, cap }, (outcome) => outcomes.push(outcome));
  return outcomes;
}
const silent = () => {};
const cells = async (sql: string, at: Desk = desk) =>
  (await run(sql, 100, at)).at(-1)?.rows.map((row) => row.join(' '));

describe('a run', () => {
  it('gives cells as PostgreSQL writes them, the tag, and the state of the transaction', async () => {
    const [one, two, three] = await run(`select 1.50::numeric as a, null as b, 'x' as c; begin; rollback`);
    expect(one).toMatchObject({ tag: 'SELECT 1', rows: [['1.50', null, 'x']], transaction: 'I' });
    expect(one?.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect([two?.transaction, three?.tag]).toEqual(['T', 'ROLLBACK']);
  });

  it('ends at the first error, which has its place in the statement', async () => {
    const outcomes = await run(`select 'ü' as "🂡"; select 'ü🂡', nothing from users; select 2`);
    expect(outcomes).toHaveLength(2);
    expect(outcomes[1]?.error).toMatchObject({ code: '42703', position: `select 'ü🂡', `.length });
  });

  it('stops at the cap on the server: a billion rows are no matter', async () => {
    const [one] = await run('select generate_series(1, 1000000000)', 3);
    expect(one).toMatchObject({ rows: [['1'], ['2'], ['3']], more: true });
    expect((await run('select 1 where false'))[0]).toMatchObject({ rows: [], more: false, tag: 'SELECT 0' });
  });

  it('tells notices, COPY to a client, and takes the lines of a COPY from one', async () => {
    const [made] = await run(`do $$ begin raise notice 'a; b'; end $$`);
    expect(made?.notices).toEqual(['NOTICE: a; b']);
    const outcomes = await run(
      'begin; create table t (a int, b text);\ncopy t from stdin;\n1\tx\n2\ty\n\\.\ncopy t to stdout; rollback',
    );
    expect(outcomes.map(({ tag }) => tag)).toEqual(['BEGIN', 'CREATE TABLE', 'COPY 2', 'COPY 2', 'ROLLBACK']);
    expect(outcomes[3]?.rows).toEqual([['1\tx'], ['2\ty']]);
    // Without its lines it must not reach PostgreSQL, which would end itself.
    expect((await run('copy /* from a */ users (id) from stdin'))[0]?.tag).toBe('COPY 0');
  });
});

describe('roles', () => {
  it('see what row security lets them, and the superuser all', async () => {
    const seen: Record<string, string[] | undefined> = {};
    for (const role of roleIds) {
      await desk.become({ role }, silent);
      seen[role] = await cells('select title from documents order by 1');
    }
    expect(Object.values(seen).map((titles) => titles?.length)).toEqual([10, 0, 6, 3]);
    expect(seen['aster']).toContain('Incident at dock 4');
    expect(seen['aster']).not.toContain('Salaries');
    const compared = await desk.compare(
      { statements: [{ text: 'select title from documents' }], cap: 100, back: 'owner' },
      silent,
    );
    expect(compared.map(([one]) => one?.rows.length)).toEqual([10, 0, 6, 3]);
  });

  it('may do what the API may: the hash is out of reach, another tenant’s row cannot be written', async () => {
    await desk.become({ role: 'brook' }, silent);
    expect((await run('select password_phc from users'))[0]?.error?.code).toBe('42501');
    expect(
      await cells(
        `with done as (update documents set title = 'x' where title = 'Salaries' returning 1) select count(*) from done`,
      ),
    ).toEqual(['0']);
    await desk.become({ role: 'owner' }, silent);
  });

  it('are not changed inside a transaction', async () => {
    await run('begin');
    await expect(desk.become({ role: 'aster' }, silent)).rejects.toThrow(Refused);
    await run('rollback');
  });
});

it('the example table is made once, the same each time, and under row security', async () => {
  await desk.example({ back: 'owner' }, silent);
  await desk.example({ back: 'owner' }, silent);
  expect(await cells('select count(*) from shipments')).toEqual([String(exampleRows)]);
  const compared = await desk.compare(
    { statements: [{ text: 'select count(*) from shipments' }], cap: 1, back: 'owner' },
    silent,
  );
  expect(compared.map(([one]) => one?.rows[0]?.[0])).toEqual(['50000', '0', '30000', '20000']);
});

it('a copy is there when something was written, and holds it', async () => {
  await desk.settle({ always: true }, silent);
  await run('select 1');
  expect(await desk.settle({ always: false }, silent)).toBe(null);
  await run('create table kept (a int); insert into kept values (41)');
  await run('begin; insert into kept values (42)');
  expect(await desk.settle({ always: false }, silent)).toBe(null);
  await run('commit');
  const bytes = await desk.settle({ always: false }, silent);
  const other = deskOf(await testDatabase(bytes ?? undefined), ports);
  expect(await cells('select a from kept', other)).toEqual(['41', '42']);
}, 30_000);

it('pg_dump’s SQL makes the same rows elsewhere, and leaves the console as it was', async () => {
  await run(`create table small as select n as a, 'it''s ' || n as b from generate_series(1, 3) n`);
  await desk.become({ role: 'aster' }, silent);
  const sql = await desk.dump({ back: 'aster' }, silent);
  expect(await cells('select count(*) from documents')).toEqual(['6']);
  await desk.become({ role: 'owner' }, silent);
  expect((await run('create table after_dump (a int)'))[0]?.error).toBe(null);
  const part = split(sql).filter(({ text }) => /public\.small\b/.test(text));
  const outcomes = await run(`drop table small; ${part.map(({ text }) => text).join(';')}`);
  expect(outcomes.filter(({ error }) => error)).toEqual([]);
  expect(await cells('select b from small order by a')).toEqual(["it's 1", "it's 2", "it's 3"]);
}, 30_000);

it('a sheet becomes a table, or nothing does, and the error names its line', async () => {
  const columns = [
    { name: 'a', type: 'integer' },
    { name: 'say "b"', type: 'text' },
  ];
  expect(await desk.load({ table: 'sheet', columns, csv: '1,x\n2,"y\nz"\n' }, silent)).toMatchObject({
    tag: 'COPY 2',
    error: null,
  });
  expect((await desk.load({ table: 'sheet', columns, csv: '' }, silent)).error?.code).toBe('42P07');
  const wrong = await desk.load({ table: 'other', columns, csv: '1,x\nq,y\n' }, silent);
  expect(wrong.error?.where).toContain('line 2');
  expect(await cells(`select to_regclass('other')`)).toEqual(['']);
  expect(wrong.transaction).toBe('I');
});

it('the schema names tables with their columns', async () => {
  const relations = await desk.schema({}, silent);
  const users = relations.find(({ name }) => name === 'users');
  expect(users).toMatchObject({ schema: 'public', kind: 'table', rowSecurity: true });
  expect(users?.columns[0]).toEqual({ name: 'id', type: 'uuid', key: true });
});

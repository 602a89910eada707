// PGlite behind the port: statements that are prepared once stay right whatever happens to the tables and to themselves.
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPglite, type PgliteDatabase } from './pglite.ts';
import { sql } from './sql.ts';

let db: PGlite;
let database: PgliteDatabase;
beforeAll(async () => {
  db = await PGlite.create();
  await db.exec(`create role lavbytes_app; create table things (n integer primary key, at timestamptz, bytes bytea, words text[]);
    grant all on things to lavbytes_app; grant create on schema public to lavbytes_app;
    create schema api; grant usage on schema api to lavbytes_app;
    create function api.enter(organisation uuid, member uuid) returns void language sql return null::void`);
  database = await openPglite(db);
}, 120_000);
afterAll(() => database.close());

const add = (n: number, at: Date, bytes: Uint8Array, words: readonly string[] | null) =>
  sql`insert into things (n, at, bytes, words) values (${n}, ${at}, ${bytes}, ${words}) returning n`;
const all = () => sql`select * from things order by n`;

describe('PGlite behind the port', () => {
  it('takes and gives every sort of value, the second time as the first', async () => {
    const at = new Date('2026-11-23T04:05:06.789Z');
    for (const n of [1, 2]) await database.query(add(n, at, Uint8Array.of(0, 255, n), ['a', 'b "c"', '']));
    await database.query(add(3, at, new Uint8Array(), null));
    const rows = await database.query(all());
    expect(rows).toEqual(await database.query(all()));
    expect(rows[1]).toEqual({ n: 2, at, bytes: Uint8Array.of(0, 255, 2), words: ['a', 'b "c"', ''] });
    expect(rows[2]).toMatchObject({ bytes: new Uint8Array(), words: null });
  });

  it('reads an answer of many pieces', async () => {
    const long = 'äöü€ '.repeat(20_000);
    await database.query(add(8, new Date(0), new Uint8Array(50_000).fill(7), [long]));
    const row = (await database.query(all())).find(({ n }) => n === 8);
    await database.query(sql`delete from things where n = 8`);
    expect(row?.['words']).toEqual([long]);
    expect(row?.['bytes']).toEqual(new Uint8Array(50_000).fill(7));
  });

  it('prepares a statement once that is met twice at the same moment', async () => {
    const first = () => sql`select n + 100 as n from things order by n`;
    const twice = (statement: ReturnType<typeof first>) =>
      database.transaction(null, (tx) => Promise.all([tx.query(statement), tx.query(statement)]));
    const [one, two] = await twice(first());
    expect(one).toEqual([{ n: 101 }, { n: 102 }, { n: 103 }]);
    expect(two).toEqual(one);
  });

  it('says an error with its code, and goes on after it, inside a transaction and outside', async () => {
    const again = add(1, new Date(0), new Uint8Array(), null);
    await expect(database.query(again)).rejects.toMatchObject({ code: '23505' });
    const both = database.transaction(null, async (tx) => {
      await tx.query(add(9, new Date(0), new Uint8Array(), null));
      await tx.query(again);
    });
    await expect(both).rejects.toMatchObject({ code: '23505' });
    const nowhere = sql`select * from nowhere`;
    await expect(database.query(nowhere)).rejects.toMatchObject({ code: '42P01' });
    await db.exec('create table nowhere ()');
    expect(await database.query(nowhere)).toEqual([]);
    expect((await database.query(all())).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('ends a transaction that could not begin, and one that a swallowed error has spoilt', async () => {
    const scope = (organisation: string) => ({ organisation, user: crypto.randomUUID(), role: 'admin' });
    const count = () => database.transaction(scope(crypto.randomUUID()), (tx) => tx.query(all()));
    expect(await count()).toHaveLength(3);
    await expect(database.transaction(scope('nobody'), count)).rejects.toMatchObject({ code: '22P02' });
    const spoilt = database.transaction(null, async (tx) => {
      await tx.query(add(9, new Date(0), new Uint8Array(), null));
      await tx.query(add(9, new Date(0), new Uint8Array(), null)).catch(() => {});
    });
    await expect(spoilt).rejects.toThrow('rolled back');
    expect(db.isInTransaction()).toBe(false);
    expect(await count()).toHaveLength(3);
  });

  it('never runs a single statement between those of a transaction', async () => {
    let beside: Promise<Record<string, unknown>[]> = Promise.resolve([]);
    await database.transaction(null, async (tx) => {
      await tx.query(add(7, new Date(0), new Uint8Array(), null));
      beside = database.query(all());
      await tx.query(all());
      await tx.query(sql`delete from things where n = 7`);
    });
    expect((await beside).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('prepares anew after somebody else changed the tables; without that word it cannot know', async () => {
    await database.query(all());
    await db.exec('reset role; alter table things add column more integer default 5; set role lavbytes_app');
    // PostgreSQL refuses rows of another shape than was told ("control": this is what forget() is for).
    await expect(database.query(all())).rejects.toMatchObject({ code: '0A000' });
    database.forget();
    expect((await database.query(all()))[0]).toMatchObject({ n: 1, more: 5 });
    await db.exec('deallocate all');
    await expect(database.query(all())).rejects.toMatchObject({ code: '26000' });
    database.forget();
    expect(await database.query(all())).toHaveLength(3);
  });
});

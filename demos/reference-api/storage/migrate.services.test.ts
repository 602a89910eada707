import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import { migrate } from './migrate.ts';
import { migrationFiles } from './migration-files.ts';
import { ownerPg } from './owner-pg.ts';
import { sql } from './sql.ts';

const files = migrationFiles();

describe.each(hostKinds)('migrations on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  it('are applied once', async () => {
    expect(await migrate(host.owner, files)).toEqual([]);
    const rows = await host.owner.query(sql`select name from schema_migrations order by name`);
    expect(rows.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  });

  it('refuse a file that changed after it was applied, one that is gone, and one that is out of order', async () => {
    const [first, second, ...rest] = files as [(typeof files)[0], (typeof files)[0]];
    await expect(
      migrate(host.owner, [{ ...first, text: `${first.text}--` }, second, ...rest]),
    ).rejects.toThrow(/changed/);
    await expect(migrate(host.owner, files.slice(0, -1))).rejects.toThrow(/newer/);
    await expect(migrate(host.owner, [{ name: '0000-late.sql', text: '' }, ...files])).rejects.toThrow(
      /has 0001/,
    );
  });

  it('leave nothing of a file that fails, and name it', async () => {
    const broken = { name: '9999-broken.sql', text: 'create table half (); select 1/0' };
    await expect(migrate(host.owner, [...files, broken])).rejects.toThrow(/9999-broken/);
    expect(await host.owner.query(sql`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });
});

it('take turns when many processes start at once', async () => {
  const host = await openHost('node');
  const more = [...files, { name: '9999-more.sql', text: 'select pg_sleep(0.2); create table more ()' }];
  const owners = await Promise.all(Array.from({ length: 8 }, () => ownerPg(host.url as string)));
  const applied = await Promise.all(owners.map((owner) => migrate(owner, more)));
  expect(applied.flat()).toEqual(['9999-more.sql']);
  await Promise.all(owners.map((owner) => owner.close()));
  await host.close();
});

// The data image that the build ships: it boots, it is of this version, and what signs tokens is not in it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '#api/app.ts';
import { type Embedded, ImageOutdated, makeSigningKey, openEmbedded } from '#api/host/embedded.ts';
import { examplePassword, users } from '#api/storage/examples.ts';
import { openImage } from '#api/storage/from-image.ts';
import { appliedHash, type Migration, migrationsHash } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { ownerPglite } from '#api/storage/owner-pglite.ts';
import { dataImage } from './image.ts';

const folder = import.meta.resolve('@electric-sql/pglite').replace(/[^/]+$/, '');
const migrations = migrationFiles();
const log = { write() {} };
// Each test starts PostgreSQL once or twice.
vi.setConfig({ testTimeout: 60_000 });
const key = makeSigningKey();
let wasm: WebAssembly.Module;
let image: Buffer<ArrayBuffer>;
beforeAll(async () => {
  wasm = await WebAssembly.compile(readFileSync(new URL('pglite.wasm', folder)));
  image = (await dataImage()) as Buffer<ArrayBuffer>;
}, 300_000);

const data = new Uint8Array(readFileSync(new URL('pglite.data', folder))).buffer;
const database = (tar: Uint8Array<ArrayBuffer> = new Uint8Array(image)) =>
  openImage({ wasm, data, image: tar.buffer });

const opened: Embedded[] = [];
afterAll(() => Promise.all(opened.map((one) => one.close())));

async function open(given: Partial<Parameters<typeof openEmbedded>[0]> = {}): Promise<Embedded> {
  const db = given.db ?? (await database());
  const one = await openEmbedded({ db, migrations, fits: 'exactly', signingKey: key, log, ...given });
  opened.push(one);
  return one;
}

type Ask = Pick<Embedded, 'app'>;

async function call({ app }: Ask, method: string, path: string, token?: string, body?: unknown) {
  const request = new Request(`https://sandbox.example${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
    headers: {
      ...(body !== undefined && {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
  });
  const response = await app(request);
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

async function signIn(one: Ask): Promise<string> {
  const { status, body } = await call(one, 'POST', '/v1/sessions', undefined, {
    email: users.carl.email,
    password: examplePassword,
  });
  expect(status).toBe(201);
  return body.accessToken;
}

const read = (one: Ask, token: string) => call(one, 'GET', '/v1/documents', token);

describe('the image', () => {
  it('boots: people sign in and read what is sealed in it', async () => {
    const one = await open();
    const token = await signIn(one);
    const { status, body } = await read(one, token);
    expect(status).toBe(200);
    const [first] = body.data ?? body.documents ?? body.items;
    expect((await call(one, 'GET', `/v1/documents/${first.id}`, token)).body.body).toMatch(/Example text/);
  });

  it('holds no key that signs: each start makes its own, and believes no other', async () => {
    const db = await database();
    expect((await db.query('select from signing_keys')).rows).toEqual([]);
    const one = await open({ db });
    const other = await open({ signingKey: await makeSigningKey() });
    const token = await signIn(other);
    expect([(await read(other, token)).status, (await read(one, token)).status]).toEqual([200, 401]);
  });

  it('stays small: one database, one piece of the log', async () => {
    const db = await database();
    const { rows } = await db.query<{ datname: string }>('select datname from pg_database');
    expect(rows.map(({ datname }) => datname)).toEqual(['postgres']);
    expect(image.length).toBeLessThan(17_500_000);
    await db.close();
  });

  it('goes out and comes back: what was changed before an export is there after the import', async () => {
    const one = await open();
    await one.inspect(`update documents set title = 'Kept over' where title = 'Driver handbook'`);
    const file = await one.exportDatabase();
    const again = await open({
      db: await database(new Uint8Array(await file.arrayBuffer())),
      fits: 'onwards',
    });
    expect((await again.inspect(`select title from documents where title like 'Kept%'`)).rows).toEqual([
      ['Kept over'],
    ]);
    expect((await read(again, await signIn(again))).status).toBe(200);
  });

  it('opens with L6 off, with the texts in clear, and the other way round', async () => {
    const clear = await open({ config: { layersOff: ['L6'] } });
    const name = `select convert_from(substring(name_sealed from 2), 'utf8') from users where email = '${users.carl.email}'`;
    expect((await clear.inspect(name)).rows).toEqual([[users.carl.name]]);
    expect((await read(clear, await signIn(clear))).status).toBe(200);
    const file = new Uint8Array(await (await clear.exportDatabase()).arrayBuffer());
    const sealed = await open({ db: await database(file), fits: 'onwards' });
    expect((await read(sealed, await signIn(sealed))).status).toBe(200);
    await expect(sealed.inspect(name)).rejects.toThrow();
  });
});

describe('an image of another version', () => {
  // A look that refuses changes nothing: one database serves them all.
  let db: Awaited<ReturnType<typeof database>>;
  beforeAll(async () => {
    db = await database();
  });
  afterAll(() => db.close());
  const [first, ...rest] = migrations as [Migration, ...Migration[]];
  const changed = [{ ...first, text: `${first.text}-- changed\n` }, ...rest];

  it.each<[string, readonly Migration[]]>([
    ['a changed text', changed],
    ['one more', [...migrations, { name: '9999-later.sql', text: 'create table later (id integer)' }]],
    ['one less', migrations.slice(0, -1)],
  ])('is refused: %s', async (_what, wanted) => {
    await expect(open({ db, migrations: wanted })).rejects.toThrow(ImageOutdated);
  });

  it('control: a look at the names alone would have taken the changed text', async () => {
    const { rows } = await db.query<{ name: string }>('select name from schema_migrations order by name');
    expect(rows.map(({ name }) => name)).toEqual(changed.map(({ name }) => name));
    expect(await appliedHash(ownerPglite(db))).not.toBe(await migrationsHash(changed));
    expect(await appliedHash(ownerPglite(db))).toBe(await migrationsHash(migrations));
  });

  it('may be older when it is a file of the reader’s: it is brought onwards', async () => {
    const more = [...migrations, { name: '9999-later.sql', text: 'create table later (id integer)' }];
    const one = await open({ migrations: more, fits: 'onwards' });
    expect((await one.inspect('select count(*) from later')).rows).toHaveLength(1);
  });
});

describe('a file that is no whole database', () => {
  const without = (name: string) => {
    const at = image.indexOf(`/global/${name}\0`);
    return new Uint8Array(image).fill(0, at + 512, at + 512 + 8192);
  };
  it.each([
    ['nothing', () => new Uint8Array()],
    ['cut off', () => new Uint8Array(image.subarray(0, 5_000_000))],
    ['without its control file', () => without('pg_control')],
  ])('is refused and hangs nothing: %s', async (_what, bytes) => {
    await expect(database(bytes())).rejects.toThrow();
  });
});

describe('tokens of the sandbox', () => {
  it('mean nothing to a production verifier, even to one with the very same keys', async () => {
    const one = await open();
    const token = await signIn(one);
    const asked = async (issuer: string, audience: string) => {
      const config = { ...one.deps.config, mode: 'production', issuer, audience } as const;
      return (await read({ app: createApp({ ...one.deps, config }) }, token)).status;
    };
    const { issuer } = one.deps.config;
    expect(await asked('https://api.example', 'https://api.example')).toBe(401);
    expect(await asked(issuer, 'https://api.example')).toBe(401);
    expect(await asked('https://api.example', issuer)).toBe(401);
    // Control: only those two words stand between.
    expect(await asked(issuer, issuer)).toBe(200);
  });
});

// DATA-05 (tenants), DATA-06 and DATA-07 on PostgreSQL: the vault with its data keys.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { often } from '../../../tests/soak.ts';
import type { SecretName, Secrets } from '../deps.ts';
import { SecretMissing } from '../secrets/environment.ts';
import { documents } from '../storage/examples.ts';
import { openPg } from '../storage/pg.ts';
import { sql } from '../storage/sql.ts';
import { type Host, openHost } from '../test/hosts.ts';
import { nodeCipher } from './cipher-node.ts';
import { SealRefused, versionOf } from './envelope.ts';
import type { KeyringOptions } from './keys.ts';
import { rewrap } from './rewrap.ts';
import { createVault, type Vault, type VaultDeps } from './vault.ts';
import { readKey } from './wrapping.ts';

const secret = (name: string) => new Uint8Array(createHash('sha256').update(name).digest());
const store = (held: Partial<Record<SecretName, Uint8Array>>): Secrets => ({
  async read(name) {
    const found = held[name];
    if (found === undefined) throw new SecretMissing(name);
    return found;
  },
});
const old = { 'wrapping-key': secret('old') };
const both = { ...old, 'wrapping-key-next': secret('next') };
const promoted = { 'wrapping-key': secret('next') };
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

interface KeyRow extends Record<string, unknown> {
  readonly id: number;
  readonly reserved: number;
  readonly active: boolean;
  readonly wrapping_id: string;
}

let host: Host;
beforeAll(async () => {
  host = await openHost('node');
});
afterAll(() => host.close());

const depsWith = (secrets: Secrets): VaultDeps => ({
  ...host.deps,
  config: { layersOff: [] },
  secrets,
  cipher: nodeCipher,
});
const vaultWith = (secrets: Secrets, options?: KeyringOptions): Vault =>
  createVault(depsWith(secrets), options);
const keyRows = async (): Promise<KeyRow[]> =>
  (
    await host.owner.query<KeyRow>(sql`select id, reserved, active, wrapping_id from data_keys order by id`)
  ).map((row) => ({ ...row, reserved: Number(row.reserved) }));
const forgetKeys = () => host.owner.query(sql`delete from data_keys`);
const script = (name: string) => join(import.meta.dirname, name);
const environment = (secrets: Partial<Record<SecretName, Uint8Array>>) => ({
  ...process.env,
  DATABASE_URL: host.url as string,
  SECRETS: 'environment',
  WRAPPING_KEY: secrets['wrapping-key'] && base64url(secrets['wrapping-key']),
  WRAPPING_KEY_NEXT: secrets['wrapping-key-next'] && base64url(secrets['wrapping-key-next']),
});

/** Ends when the process is gone and all that it said has been read. */
async function stopHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

describe('DATA-05: ciphertext moved in the database', () => {
  it('to another row or another tenant: refused; back in its place: opens', async () => {
    await forgetKeys();
    const vault = vaultWith(store(old));
    const mine = documents.timetable.id;
    const foreign = documents.ward.id;
    const sealed = await vault.seal('documents', 'body', mine, 'ours');
    for (const id of [mine, foreign]) {
      await host.owner.query(sql`update documents set body_sealed = ${sealed} where id = ${id}`);
      const [row] = await host.owner.query<{ body_sealed: Uint8Array }>(
        sql`select body_sealed from documents where id = ${id}`,
      );
      const opened = vault.open('documents', 'body', id, row?.body_sealed as Uint8Array);
      if (id === mine) expect(await opened).toBe('ours');
      else await expect(opened).rejects.toThrow(SealRefused);
    }
  });

  it('text comes back exactly, and a missing key version gives the one error', async () => {
    const vault = vaultWith(store(old));
    const texts = ['', '\ufeffwith a mark', 'ä\u0000\u2028 𝄞', 'x'.repeat(100_000)];
    for (const text of texts) {
      const sealed = await vault.seal('users', 'name', 'u1', text);
      expect(await vault.open('users', 'name', 'u1', sealed)).toBe(text);
      sealed[1] = 0x7f;
      await expect(vault.open('users', 'name', 'u1', sealed)).rejects.toThrow(new SealRefused());
    }
  });

  it('L6 switched off keeps text in clear, and a vault that is on refuses it', async () => {
    const off = createVault({ ...depsWith(store(old)), config: { layersOff: ['L6'] } });
    const clear = await off.seal('users', 'name', 'u1', 'in clear');
    expect(Buffer.from(clear).toString()).toContain('in clear');
    expect(await off.open('users', 'name', 'u1', clear)).toBe('in clear');
    await expect(vaultWith(store(old)).open('users', 'name', 'u1', clear)).rejects.toThrow(SealRefused);
  });
});

/** How many (key, IV) pairs came twice. */
function repeats(): { add(sealed: Uint8Array): void; count: number } {
  const seen = new Set<string>();
  return {
    count: 0,
    add(sealed) {
      const before = seen.size;
      seen.add(Buffer.from(sealed.buffer, sealed.byteOffset + 1, 16).toString('latin1'));
      if (seen.size === before) this.count++;
    },
  };
}

describe('DATA-06: encryptions are counted', () => {
  const seals = often(150_000, 1_000_000);
  it(`${seals}: no (key, IV) comes twice, and no more than were reserved; control: 24 random bits repeat`, async () => {
    await forgetKeys();
    const vault = vaultWith(store(old));
    const pairs = repeats();
    // The twin has the same random numbers, cut to 24 bits: some 670 of 150,000 come twice.
    const weak = new Set<number>();
    for (let n = 0; n < seals; n++) {
      const sealed = await vault.seal('documents', 'body', 'row', 'text');
      pairs.add(sealed);
      weak.add(new DataView(sealed.buffer).getUint32(5) >>> 8);
    }
    expect(pairs.count).toBe(0);
    expect(weak.size).toBeLessThan(seals - 100);
    const [key] = await keyRows();
    expect(key?.reserved).toBeGreaterThanOrEqual(seals);
    expect(key?.reserved).toBeLessThan(seals + 3 * 4096);
  }, 120_000);

  it('kill -9, five times: never more used than reserved; control: a count that is written afterwards forgets', async () => {
    await forgetKeys();
    await host.owner.script(
      'create table twin_counts (n integer not null); insert into twin_counts values (0)',
    );
    await host.owner.script('grant select, update on twin_counts to lavbytes_app');
    let used = 0;
    // Each dies by SIGKILL after so many: in the middle of a block, at its end, just after it.
    for (const sealed of [250, 101, 300, 199, 333]) {
      const child = spawn(process.execPath, ['--no-warnings', script('sealing-process.ts'), String(sealed)], {
        env: environment(old),
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await once(child, 'close');
      expect(child.signalCode).toBe('SIGKILL');
      used += sealed;
      const [key] = await keyRows();
      expect(key?.reserved).toBeGreaterThanOrEqual(used);
    }
    const [twin] = await host.owner.query<{ n: number }>(sql`select n from twin_counts`);
    expect(twin?.n).toBeGreaterThan(0);
    expect(twin?.n).toBeLessThanOrEqual(used - (50 + 1 + 99 + 33));
  }, 120_000);

  it('at the limit a key is refused and the next takes over, among two processes; what was sealed still opens', async () => {
    await forgetKeys();
    const options = { block: 50, limit: 200 };
    const processes = [vaultWith(store(old), options), vaultWith(store(old), options)];
    const sealed = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        (processes[n % 2] as Vault).seal('documents', 'body', String(n), String(n)),
      ),
    );
    const uses = new Map<number, number>();
    for (const value of sealed) uses.set(versionOf(value), (uses.get(versionOf(value)) ?? 0) + 1);
    const rows = await keyRows();
    for (const { id, reserved } of rows) {
      expect(reserved).toBeLessThanOrEqual(200);
      expect(uses.get(id) ?? 0).toBeLessThanOrEqual(reserved);
    }
    expect(rows.filter(({ active }) => active)).toHaveLength(1);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    const reader = vaultWith(store(old));
    const texts = await Promise.all(
      sealed.map((value, n) => reader.open('documents', 'body', String(n), value)),
    );
    expect(texts).toEqual(sealed.map((_, n) => String(n)));
  }, 30_000);

  it('at the limit without a wrapping key for the next one: refused, never in clear', async () => {
    await forgetKeys();
    const held: Partial<Record<SecretName, Uint8Array>> = { ...old };
    const vault = vaultWith(store(held), { block: 10, limit: 20 });
    const outcomes: string[] = [];
    for (let n = 0; n < 20; n++) await vault.seal('documents', 'body', 'row', 'text');
    delete held['wrapping-key'];
    for (let n = 0; n < 3; n++)
      outcomes.push(await vault.seal('documents', 'body', 'row', 'text').then(() => 'sealed', String));
    expect(outcomes).toEqual(Array(3).fill('Problem: unavailable'));
    held['wrapping-key'] = old['wrapping-key'];
    expect(versionOf(await vault.seal('documents', 'body', 'row', 'text'))).toBe(2);
  });

  it('the database itself lets no count pass 2^32, go back, or a retired key return', async () => {
    for (const statement of [
      sql`update data_keys set reserved = 4294967297 where id = 2`,
      sql`update data_keys set reserved = 0 where id = 2`,
      sql`update data_keys set active = true where id = 1`,
    ])
      await expect(host.deps.database.query(statement)).rejects.toThrow(/check|forward/);
    await expect(host.deps.database.query(sql`update data_keys set id = 9 where id = 1`)).rejects.toThrow(
      /permission/,
    );
    await expect(host.deps.database.query(sql`delete from data_keys`)).rejects.toThrow(/permission/);
    expect(() => vaultWith(store(old), { limit: 2 ** 32 + 1 })).toThrow(RangeError);
  });
});

describe('DATA-07: the wrapping key is changed under load', () => {
  it('10,000 rows, 500 data keys: killed halfway and resumed, no read fails, no payload changes, the old key goes', async () => {
    await forgetKeys();
    await host.owner.script('create table sealed_rows (id integer primary key, value bytea not null)');
    await host.owner.script('grant select, insert on sealed_rows to lavbytes_app');
    const writer = vaultWith(store(old), { block: 20, limit: 20 });
    for (let n = 0; n < 10_000; n += 1_000) {
      const values = await Promise.all(
        Array.from({ length: 1_000 }, (_, k) =>
          writer.seal('sealed_rows', 'value', String(n + k), `row ${n + k}`),
        ),
      );
      const hex = values.map((value) => Buffer.from(value).toString('hex'));
      await host.owner.query(
        sql`insert into sealed_rows select ${n} + i - 1, decode(v, 'hex') from unnest(${hex}::text[]) with ordinality as t (v, i)`,
      );
    }
    const payload = () =>
      host.owner.query(
        sql`select count(*)::int as n, md5(string_agg(md5(value), '' order by id)) as md5 from sealed_rows`,
      );
    const before = await payload();
    const ids = (await keyRows()).map(({ id }) => id);
    const keys = ids.length;
    expect(keys).toBeGreaterThanOrEqual(500);
    const next = (await readKey(store(both), 'wrapping-key-next'))?.id as string;
    const left = async () => (await keyRows()).filter(({ wrapping_id }) => wrapping_id !== next).length;

    // Load: fresh vaults, so that each has every data key to unwrap again while it changes.
    const errors: string[] = [];
    let reads = 0;
    let working = true;
    const load = async () => {
      const own = openPg({ url: host.url as string, size: 2 });
      while (working) {
        const vault = createVault({ ...depsWith(store(both)), database: own });
        for (let k = 0; k < 200 && working; k++) {
          const id = Math.floor(Math.random() * 10_000);
          const [row] = await own.query<{ value: Uint8Array }>(
            sql`select value from sealed_rows where id = ${id}`,
          );
          const text = await vault
            .open('sealed_rows', 'value', String(id), row?.value as Uint8Array)
            .catch(String);
          reads++;
          if (text !== `row ${id}`) errors.push(text);
        }
        await vault.seal('sealed_rows', 'value', 'new', 'new').catch((error) => errors.push(String(error)));
      }
      await own.close();
    };
    const loads = [load(), load(), load()];

    // Somebody holds a key in the middle, so it cannot get past: halfway is where it is killed, on any machine.
    const holder = new pg.Client({ connectionString: host.url as string });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from data_keys where id = $1 for update', [ids[keys >> 1]]);
    const child = spawn(process.execPath, ['--no-warnings', script('rewrap-command.ts')], {
      env: environment(both),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout?.on('data', (text) => {
      told += text;
    });
    await vi.waitUntil(() => /\d{3} data keys/.test(told), { timeout: 60_000, interval: 20 });
    await stopHard(child);
    await holder.query('rollback');
    await holder.end();
    const halfway = await left();
    expect(halfway).toBeGreaterThan(0);
    expect(halfway).toBeLessThan(keys);

    // Control: the half-done state does depend on the old key, so the later proof that nothing does can fail.
    const tooEarly = await rewrap({ ...host.deps, secrets: store(promoted) }).catch(String);
    expect(tooEarly).toMatch(/must hold both/);
    const early = vaultWith(store(promoted));
    await expect(early.ready()).rejects.toThrow('unavailable');

    const { stdout } = await new Promise<{ stdout: string }>((done, failed) =>
      execFile(
        process.execPath,
        ['--no-warnings', script('rewrap-command.ts')],
        { env: environment(both) },
        (error, out) => (error ? failed(error) : done({ stdout: out })),
      ),
    );
    await vi.waitUntil(() => reads > 500, { timeout: 60_000, interval: 20 });
    working = false;
    await Promise.all(loads);
    expect(stdout).toMatch(/; 0 still depend/);
    expect(await left()).toBe(0);
    expect(await payload()).toEqual(before);
    expect(errors).toEqual([]);

    const reader = vaultWith(store(promoted));
    await reader.ready();
    const rows = await host.owner.query<{ id: number; value: Uint8Array }>(
      sql`select id, value from sealed_rows`,
    );
    for (const { id, value } of rows)
      expect(await reader.open('sealed_rows', 'value', String(id), value)).toBe(`row ${id}`);
  }, 120_000);
});

it('opens one value of 1 KB: the cost', async () => {
  const vault = vaultWith(store(promoted));
  const sealed = await vault.seal('documents', 'body', documents.timetable.id, 'x'.repeat(1_000));
  const open = () => vault.open('documents', 'body', documents.timetable.id, sealed);
  for (let n = 0; n < 2_000; n++) await open();
  const start = process.cpuUsage();
  for (let n = 0; n < 10_000; n++) await open();
  const { user, system } = process.cpuUsage(start);
  const each = (user + system) / 10_000;
  console.log(`one value opened: ${each.toFixed(1)} µs of CPU`);
  expect(each).toBeLessThan(200);
});

// DATA-12 at the level of `once`: 500 calls under one key, the four answers of the draft, and a crash after the commit.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { type Claim, fingerprintOf, once, readKey } from './idempotency.ts';
import { Problem } from './problem.ts';
import type { Database } from './storage/database.ts';
import { organisations, users } from './storage/examples.ts';
import { sql } from './storage/sql.ts';
import { type Host, hostKinds, openHost } from './test/hosts.ts';
import { together } from './test/together.ts';

const scope = { organisation: organisations.aster.id, user: users.carl.id, role: 'contributor' };
const sealing = {
  ready: async () => {},
  seal: async (_row: string, text: string) => new TextEncoder().encode(text),
  open: async (_row: string, sealed: Uint8Array) => new TextDecoder().decode(sealed),
};
let n = 0;

describe.each(hostKinds)('once, on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
    await host.owner.script(
      'create table effects (n integer); grant select, insert on effects to lavbytes_app',
    );
  });
  afterAll(() => host.close());
  beforeEach(() => {
    n += 1;
  });

  const claimOf = async (body: string, user = scope): Promise<Claim> => ({
    scope: user,
    key: `call-number-${n}`,
    fingerprint: await fingerprintOf('things.create', new TextEncoder().encode(body)),
    at: host.clock.now(),
  });
  const make = async (database: Database): Promise<Answer> => {
    await database.transaction(scope, (tx) => tx.query(sql`insert into effects (n) values (${n})`));
    return { status: 201, text: `{"made":${n}}`, headers: { location: `/v1/things/${n}` } };
  };
  const effects = async () => {
    const [row] = await host.deps.database.query<{ count: number }>(
      sql`select count(*)::int as count from effects where n = ${n}`,
    );
    return row?.count;
  };
  const code = (error: unknown) => (error instanceof Problem ? error.code : String(error));

  it('gives the same answer again, with one effect', async () => {
    const claim = await claimOf('{}');
    const first = await once(host.deps.database, sealing, claim, make);
    const second = await once(host.deps.database, sealing, claim, make);
    expect(second).toEqual(first);
    expect(await effects()).toBe(1);
  });

  it('refuses another payload under the same key with 422', async () => {
    await once(host.deps.database, sealing, await claimOf('{"a":1}'), make);
    const other = once(host.deps.database, sealing, await claimOf('{"a":2}'), make);
    expect(await other.catch(code)).toBe('other-payload');
    expect(await effects()).toBe(1);
  });

  it("keeps one person's keys apart from another's", async () => {
    await once(host.deps.database, sealing, await claimOf('{}'), make);
    const cleo = { ...scope, user: users.cleo.id };
    await once(host.deps.database, sealing, await claimOf('{}', cleo), make);
    expect(await effects()).toBe(2);
  });

  it('leaves nothing of a call that fails, and lets it try again', async () => {
    const claim = await claimOf('{}');
    const fails = once(host.deps.database, sealing, claim, async (database) => {
      await make(database);
      throw new Problem('conflict');
    });
    expect(await fails.catch(code)).toBe('conflict');
    expect(await effects()).toBe(0);
    expect((await once(host.deps.database, sealing, claim, make)).status).toBe(201);
    expect(await effects()).toBe(1);
  });

  it('forgets after a day', async () => {
    await once(host.deps.database, sealing, await claimOf('{}'), make);
    host.clock.advance(86_400_001);
    await once(host.deps.database, sealing, await claimOf('{}'), make);
    expect(await effects()).toBe(2);
  });

  it('joins several transactions of one handler into one', async () => {
    const claim = await claimOf('{}');
    await once(host.deps.database, sealing, claim, async (database) => {
      await make(database);
      const [row] = await database.query<{ count: number }>(
        sql`select count(*)::int as count from effects where n = ${n}`,
      );
      expect(row?.count).toBe(1);
      return make(database);
    });
    expect(await effects()).toBe(2);
  });
});

describe('once, on PostgreSQL, at the same moment', () => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost('node');
    await host.owner.script(
      'create table effects (n integer, weak boolean not null default false); grant select, insert on effects to lavbytes_app',
    );
  });
  afterAll(() => host.close());

  const count = async (weak: boolean) => {
    const [row] = await host.deps.database.query<{ count: number }>(
      sql`select count(*)::int as count from effects where weak = ${weak}`,
    );
    return row?.count ?? 0;
  };

  it('500 calls under one key: one effect; the others 409 or the same answer', async () => {
    const claim: Claim = {
      scope,
      key: 'five-hundred',
      fingerprint: await fingerprintOf('x', null),
      at: host.clock.now(),
    };
    const answers = await Promise.all(
      Array.from({ length: 500 }, () =>
        once(host.deps.database, sealing, claim, async (database) => {
          await database.transaction(scope, (tx) => tx.query(sql`insert into effects (n) values (1)`));
          return { status: 201, text: 'made', headers: undefined };
        }).then(
          ({ text }) => text,
          (error: unknown) => (error instanceof Problem ? error.code : String(error)),
        ),
      ),
    );
    expect(await count(false)).toBe(1);
    expect([...new Set(answers)].filter((answer) => answer !== 'made' && answer !== 'still-running')).toEqual(
      [],
    );
    expect(answers).toContain('made');
  }, 180_000);

  it('control: look first, write later makes more than one', async () => {
    const meet = together(20);
    await Promise.all(
      Array.from({ length: 500 }, async () => {
        const [before] = await host.deps.database.query(sql`select from effects where weak`);
        await meet();
        if (before === undefined)
          await host.deps.database.query(sql`insert into effects (n, weak) values (1, true)`);
      }),
    );
    expect(await count(true)).toBeGreaterThanOrEqual(20);
  }, 180_000);
});

describe('the key', () => {
  it.each([
    null,
    '',
    'short',
    '"short"',
    'with space inside',
    'x'.repeat(129),
    '"unclosed-key',
    'ünïcode-key',
  ])('refuses %j', (header) => {
    expect(() => readKey(header)).toThrow('idempotency-key-missing');
  });
  it('reads a structured-field string and the bare form as the same key', () => {
    expect([readKey('"8e03978e-40d5"'), readKey('8e03978e-40d5')]).toEqual([
      '8e03978e-40d5',
      '8e03978e-40d5',
    ]);
  });
});

// The list of policies is read through the cache: the same on Redis and in memory.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import type { Deps } from '../deps.ts';
import { CacheDown } from '../storage/cache.ts';
import { users } from '../storage/examples.ts';
import { forget } from '../storage/read-through.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import { standing } from './route-by-confidence.ts';
import { insertPolicy } from './store.ts';

type Who = 'ada' | 'rita' | 'vera' | 'abel';

describe.each(hostKinds)('policies on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  /** Another process on the same database, with a cache of its own making. */
  function process(cache: Partial<Deps['cache']> = {}) {
    const app = createApp({ ...host.deps, cache: { ...host.deps.cache, ...cache } });
    const call = async (who: Who, init: RequestInit = {}) => {
      const authorization = `Bearer ${await host.as(who).token()}`;
      const headers = { authorization, 'content-type': 'application/json', ...init.headers };
      return app(new Request('http://api/v1/policies', { ...init, headers }));
    };
    return {
      async list(who: Who) {
        const answer = await call(who);
        const { policies } = (await answer.json()) as { policies?: { version: number }[] };
        const from = /, cache;/.test(answer.headers.get('server-timing') ?? '') ? 'cache' : 'database';
        return { status: answer.status, versions: policies?.map(({ version }) => version), from };
      },
      async write(who: Who, key: string = crypto.randomUUID()) {
        const body = JSON.stringify({ method: 'fixed', threshold: 0.9 });
        return (await call(who, { method: 'POST', body, headers: { 'idempotency-key': key } })).status;
      },
    };
  }
  const inDatabase = async () => {
    const { rows } = await host.inspect('select count(*)::int from policies');
    return rows[0]?.[0] as number;
  };

  it('read, read again, write, read: the trace says where each answer came from', async () => {
    const [{ list, write }, other] = [process(), process()];
    expect(await list('ada')).toEqual({ status: 200, versions: [0], from: 'database' });
    expect(await list('ada')).toEqual({ status: 200, versions: [0], from: 'cache' });
    expect(await other.list('rita')).toEqual({ status: 200, versions: [0], from: 'cache' });
    expect(await write('ada')).toBe(201);
    expect(await other.list('rita')).toEqual({ status: 200, versions: [1, 0], from: 'database' });
    expect(await list('ada')).toEqual({ status: 200, versions: [1, 0], from: 'cache' });
  });

  it('who may read is decided at each call, whatever is in the cache; another organisation has its own', async () => {
    const { list } = process();
    expect((await list('ada')).versions).toEqual([1, 0]);
    expect((await list('vera')).status).toBe(403);
    expect((await list('abel')).versions).toEqual([0]);
  });

  it('removes the entry after the commit, and again when the call is repeated', async () => {
    const seen: number[] = [];
    const { write } = process({
      async delete(key) {
        seen.push(await inDatabase());
        await host.deps.cache.delete(key);
      },
    });
    const before = await inDatabase();
    const key = crypto.randomUUID();
    expect([await write('ada', key), await write('ada', key)]).toEqual([201, 201]);
    expect(seen).toEqual([before + 1, before + 1]);
  });

  // With one connection nobody can look into another's transaction.
  it.runIf(kind === 'node')(
    'control: whoever removes it before the commit leaves the old list to be kept',
    async () => {
      const { list } = process();
      const { versions: before } = await list('ada');
      const { organisation, id: user, role } = users.ada;
      await host.deps.database.transaction({ organisation, user, role }, async (tx) => {
        await insertPolicy(tx, { organisation, user }, standing, new Date(host.clock.now()));
        await forget(host.deps.cache, 'policies', organisation);
        expect(await list('rita')).toMatchObject({ from: 'database', versions: before });
      });
      expect(await list('ada')).toMatchObject({ from: 'cache', versions: before });
      await forget(host.deps.cache, 'policies', organisation);
      expect((await list('ada')).versions).not.toEqual(before);
    },
  );

  it('without its cache it answers from the database, and takes writes', async () => {
    const down = async (): Promise<never> => {
      throw new CacheDown();
    };
    const { list, write } = process({ take: down, hold: down, fill: down, delete: down });
    const { versions: before = [] } = await list('ada');
    expect(await write('ada')).toBe(201);
    for (let i = 0; i < 2; i++) {
      const { from, versions = [] } = await list('ada');
      expect([from, versions.length]).toEqual(['database', before.length + 1]);
    }
  });
});

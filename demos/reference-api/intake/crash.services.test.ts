// AI-04: the pipeline is ended with SIGKILL at each of its boundaries; each input ends exactly once all the same. A few real
// kills in processes of their own, and many in this one, where a boundary that throws leaves the same behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderObjects } from '../storage/folder.ts';
import { memoryObjects } from '../storage/memory-objects.ts';
import { sql } from '../storage/sql.ts';
import { testSecrets } from '../test/databases.ts';
import { type Host, openHost } from '../test/hosts.ts';
import { due, enterPipeline, lease } from './store.ts';
import { billed } from './test-processor.ts';
import { type Boundary, createWork, leaseMs } from './work.ts';

const boundaries: readonly Boundary[] = ['leased', 'answered', 'kept', 'routed', 'put', 'ended'];
const soak = process.env['SOAK'] === '1';
const kills = soak ? 100 : 2;
const throws = 100;

describe('AI-04 killed between two steps', () => {
  let host: Host;
  let folder: string;
  let bill: string;
  beforeAll(async () => {
    host = await openHost('node');
    folder = mkdtempSync(join(tmpdir(), 'lavbytes-intake-'));
    bill = join(folder, 'bill');
    writeFileSync(bill, '');
  });
  afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true });
  });

  let sent = 0;
  /** Half of them are sure, half are for a person. */
  async function send(count: number): Promise<string[]> {
    const texts = Array.from({ length: count }, () => {
      sent += 1;
      const order = `LB-${10_000 + sent}`;
      return {
        text:
          sent % 2 === 0
            ? `Please cancel order ${order}.`
            : `Order ${order} is not what I wanted, what can I do now?`,
      };
    });
    const answer = await host.as('carl')('/v1/intake', {
      body: { json: texts },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    const { inputs } = (await answer.json()) as { inputs: { id: string }[] };
    return inputs.map(({ id }) => id);
  }

  /** What is wrong with how these ended: nothing, everything being well. */
  async function faults(ids: readonly string[], objects: Host['deps']['objects']): Promise<string[]> {
    const found: string[] = [];
    const { rows } = await host.inspect(`
      select i.id, i.state, count(distinct o.input_id)::integer as outputs, count(distinct r.input_id)::integer as items, min(o.object_key) as key
      from inputs i left join outputs o on o.input_id = i.id left join review_items r on r.input_id = i.id group by i.id`);
    const ends = await host.owner.query<{
      resource: string;
      n: number;
    }>(sql`select b ->> 'resource' as resource, count(*)::integer as n
      from (select convert_from(body, 'UTF8')::jsonb as b from audit_entries) as e
      where b ->> 'action' in ('pipeline.store', 'pipeline.queue') group by 1`);
    const wanted = new Set(ids);
    for (const [id, state, outputs, items, key] of rows) {
      if (!wanted.delete(id as string)) continue;
      if (state !== 'stored' && state !== 'review') found.push(`${id} is still ${state}`);
      if (Number(outputs) + Number(items) !== 1)
        found.push(`${id} ended ${Number(outputs) + Number(items)} times`);
      if (ends.find(({ resource }) => resource === id)?.n !== 1)
        found.push(`${id} ended otherwise in the trail`);
      if (key !== null && (await objects.get(key as string)) === null) found.push(`${id} has no object`);
    }
    return [...found, ...[...wanted].map((id) => `${id} is gone`)];
  }

  it(`really, ${kills} times at each of ${boundaries.length} boundaries: none is lost, none ends twice`, async () => {
    const objects = join(folder, 'objects');
    const key = Buffer.from(await testSecrets.read('wrapping-key')).toString('base64url');
    const path = new URL('./work-process.ts', import.meta.url).pathname;
    const run = async (killAt: string, now: number) => {
      const child = spawn(process.execPath, [path], {
        env: {
          PATH: process.env['PATH'] ?? '',
          DATABASE_URL: host.url as string,
          OBJECTS: objects,
          BILL: bill,
          KILL_AT: killAt,
          NOW: String(now),
          KEY: key,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      return signal ?? code;
    };
    const ids: string[] = [];
    writeFileSync(bill, '');
    for (let round = 0; round < kills; round++)
      for (const boundary of boundaries) {
        ids.push(...(await send(4)));
        expect(await run(boundary, host.clock.now()), boundary).toBe('SIGKILL');
        // Whoever comes next waits until the lease of the dead one is over.
        host.clock.advance(leaseMs);
      }
    expect(await run('', host.clock.now())).toBe(0);
    expect(await faults(ids, folderObjects(objects))).toEqual([]);
    // Calls that were made again, counted: only those whose answer was not yet kept.
    const calls = readFileSync(bill, 'utf8').split('\n').length - 1;
    expect(calls).toBeGreaterThanOrEqual(ids.length);
    expect(calls).toBeLessThanOrEqual(ids.length + 4 * kills);
    const { rows } = await host.inspect('select sum(calls)::integer from inputs');
    expect(rows[0]?.[0]).toBe(ids.length);
  }, 600_000);

  it(`in this process, ${throws} times each`, async () => {
    const objects = memoryObjects();
    let calls = 0;
    let dieAt: Boundary | null = null;
    class Died extends Error {}
    const work = createWork(
      { ...host.deps, objects },
      host.app.vault,
      billed(() => (calls += 1)),
      {
        batch: 6,
        at(boundary) {
          if (boundary === dieAt) throw new Died();
        },
      },
    );
    const ids: string[] = [];
    for (let round = 0; round < throws; round++)
      for (const boundary of boundaries) {
        if (round % 10 === 0) ids.push(...(await send(6)));
        dieAt = boundary;
        await work.step().catch((error: unknown) => {
          if (!(error instanceof Died)) throw error;
        });
        host.clock.advance(leaseMs);
      }
    dieAt = null;
    await work.drain();
    expect(await faults(ids, objects)).toEqual([]);
    expect(calls).toBeGreaterThan(ids.length);
  }, 120_000);

  it('control: who marks an input as done and then stores it loses it; who stores and then marks does it twice', async () => {
    const [first, second] = (await send(2)) as [string, string];
    const effects: string[] = [];
    const mark = (id: string) => host.owner.query(sql`update inputs set state = 'stored' where id = ${id}`);
    const waiting = async () =>
      (await host.owner.query<{ id: string }>(sql`select id from inputs where state = 'received'`)).map(
        ({ id }) => id,
      );
    // Dies between its two steps: then the next one begins.
    await mark(first);
    for (const id of (await waiting()).filter((one) => one === first)) effects.push(id);
    effects.push(second);
    for (const id of (await waiting()).filter((one) => one === second)) {
      effects.push(id);
      await mark(id);
    }
    expect(effects.filter((id) => id === first)).toHaveLength(0);
    expect(effects.filter((id) => id === second)).toHaveLength(2);
  });

  it('a worker that comes back after its lease has nothing to say', async () => {
    const [id] = (await send(1)) as [string];
    const objects = memoryObjects();
    const late = createWork(
      { ...host.deps, objects },
      host.app.vault,
      billed(() => {}),
      {
        at(boundary) {
          if (boundary === 'put') throw new Error('slept here');
        },
      },
    );
    // It holds the lease and sleeps; another one ends the input; then it wakes up and writes with its old fence.
    await late.step().catch(() => {});
    host.clock.advance(leaseMs);
    const other = createWork(
      { ...host.deps, objects },
      host.app.vault,
      billed(() => {}),
    );
    await other.drain();
    expect(await faults([id], objects)).toEqual([]);
    expect(await due(host.deps.database, new Date(host.clock.now() + 1))).toEqual([]);
    await host.deps.database.transaction(null, async (tx) => {
      await enterPipeline(tx, '01900000-0000-7000-8000-00000000000a');
      expect(await lease(tx, new Date(host.clock.now() + leaseMs), new Date(), 10)).toEqual([]);
    });
  });
});

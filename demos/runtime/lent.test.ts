// Two tabs and one service, without a browser: the channel is Node's, the locks are Node's or a small stand-in.
import { afterEach, describe, expect, it } from 'vitest';
import type { Running } from './contract.ts';
import { borrowedHost } from './hosts/borrowed.ts';
import { type LentPorts, lend } from './lent.ts';

/** One holder at a time, those behind it in order: as much of Web Locks as this needs. */
function lockManager(): LentPorts['locks'] {
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const work = rest.at(-1) as () => unknown;
    const after = (tails.get(name) ?? Promise.resolve()).then(() => work());
    tails.set(
      name,
      after.catch(() => {}),
    );
    return after;
  };
  return { request } as LentPorts['locks'];
}

let many = 0;
function portsOf(): LentPorts {
  const name = `lent-${process.pid}-${++many}`;
  return { channel: () => new BroadcastChannel(name) as never, locks: lockManager() };
}

function service(): Running & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    client: {
      label: { kind: 'tab', text: 'this tab · a stand-in' },
      async fetch(path, init = {}) {
        calls.push(`${init.method ?? 'GET'} ${path} ${init.body ?? ''}`.trim());
        if (path === '/breaks') throw new Error('it broke');
        const body = path === '/empty' ? null : `{"you":"${init.headers?.['authorization'] ?? ''}"}`;
        return new Response(body, { status: path === '/empty' ? 204 : 201, headers: { 'x-part': 'one' } });
      },
    },
    inspect: async (sql) => ({ fields: ['sql'], rows: [[sql]] }),
    async advance(milliseconds) {
      calls.push(`advance ${milliseconds}`);
    },
    stop() {},
    ended: new Promise(() => {}),
  };
}

const boot = (host: ReturnType<typeof borrowedHost>) =>
  host.boot({ signal: new AbortController().signal, progress: () => {} });
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('a service that another tab runs', () => {
  it('is offered when a tab lends it, and not otherwise', async () => {
    const ports = portsOf();
    expect(await borrowedHost(ports, 20).offered()).toBe(false);
    await expect(boot(borrowedHost(ports, 20))).rejects.toMatchObject({ why: { code: 'unreachable' } });
    ends.push(lend(service(), ports));
    expect(await borrowedHost(ports).offered()).toBe(true);
  });

  it('answers, shows its rows and moves its clock for two borrowers at once, each its own answers', async () => {
    const ports = portsOf();
    const lender = service();
    ends.push(lend(lender, ports));
    const [one, two] = await Promise.all([boot(borrowedHost(ports)), boot(borrowedHost(ports))]);
    ends.push(one.stop, two.stop);
    const call = (of: Running, who: string) =>
      of.client.fetch('/v1/x', { method: 'POST', headers: { authorization: who }, body: '{}' });
    const answers = await Promise.all([call(one, 'rita'), call(two, 'ada')]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { you: 'rita' },
      { you: 'ada' },
    ]);
    expect(answers[0]?.status).toBe(201);
    expect(answers[0]?.headers.get('x-part')).toBe('one');
    expect((await one.client.fetch('/empty')).status).toBe(204);
    expect(await two.inspect?.('select 1')).toMatchObject({ rows: [['select 1']] });
    await one.advance?.(5);
    expect(lender.calls).toContain('advance 5');
    await expect(one.client.fetch('/breaks')).rejects.toThrow('it broke');
    expect(one.client.label.text).toBe('another tab of this browser: a stand-in');
  });

  it('ends when its tab is gone, and what was asked of it rejects with that', async () => {
    const ports = portsOf();
    const lender = service();
    const stop = lend({ ...lender, client: { ...lender.client, fetch: () => new Promise(() => {}) } }, ports);
    const one = await boot(borrowedHost(ports));
    const asked = one.client.fetch('/v1/x');
    const refused = expect(asked).rejects.toMatchObject({ why: { code: 'unreachable' } });
    stop();
    expect(await one.ended).toMatchObject({ code: 'unreachable' });
    await refused;
  });
});

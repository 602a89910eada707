// The attacks as data, and the matrix's arithmetic on a host that is a table.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attack } from './attack.ts';
import { attacks } from './attacks.ts';
import { matrix, type Switch } from './matrix.ts';

it('the list of attacks is the folder’s, each by its name', () => {
  const files = readdirSync(`${import.meta.dirname}/attacks`);
  expect(attacks.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  for (const one of attacks) expect(one.attack, one.id).toMatch(/^[A-Z].{30,180}\.$/);
});

describe('the matrix', () => {
  const open = async (off: readonly Switch[]) => ({
    powers: {},
    close: async () => {},
    client: {
      label: { kind: 'server' as const, text: 'fake' },
      /** L1 stops /a and /b; L5 stops /b too; nothing stops /c but the service itself. */
      async fetch(path: string) {
        const by =
          path === '/c'
            ? undefined
            : (['L1', ...(path === '/b' ? ['L5'] : [])] as Switch[]).find((one) => !off.includes(one));
        if (path === '/c')
          return Response.json({ type: '/problems/not-found', status: 404 }, { status: 404 });
        return by ? Response.json({ layer: by, rule: 'r' }, { status: 400 }) : Response.json({});
      },
    },
  });
  const one = (id: string, beneath?: string) =>
    attack({
      id,
      title: id,
      attack: id,
      ...(beneath && { beneath }),
      act: (at) => at.call(`/${id}`),
      through: ({ status }) => status === 200,
    });

  it('finds the barriers in their order, alone, and the attack that has only one', async () => {
    const heard: number[] = [];
    const three = [one('a'), one('b'), one('c', 'there is no such thing')];
    const rows = await matrix(three, open, ({ done, of }) => heard.push(of - done));
    expect(heard.at(-1)).toBe(0);
    expect(Math.min(...heard)).toBe(0);
    expect(
      rows.map(({ id, chain, alone, beneath, single }) => [
        id,
        chain.map(({ by }) => by),
        alone,
        beneath,
        single,
      ]),
    ).toEqual([
      ['a', ['L1'], ['L1'], null, true],
      ['b', ['L1', 'L5'], ['L1', 'L5'], null, false],
      ['c', ['beneath'], [], 'there is no such thing', true],
    ]);
  });

  it('has one host at a time, and stops between two strikes when asked', async () => {
    let hosts = 0;
    const counted = async (off: readonly Switch[]) => {
      hosts += 1;
      expect(hosts).toBe(1);
      return {
        ...(await open(off)),
        close: async () => {
          hosts -= 1;
        },
      };
    };
    await matrix([one('a'), one('b')], counted);
    const stop = new AbortController();
    let strikes = 0;
    const hear = () => {
      strikes += 1;
      stop.abort(new Error('enough'));
    };
    await expect(matrix([one('a'), one('b')], counted, hear, stop.signal)).rejects.toThrow('enough');
    expect([strikes, hosts]).toEqual([1, 0]);
  });
});

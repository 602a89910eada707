// A stranger's link: whatever it holds, it is shown as text or refused, and nothing of it runs.
import { describe, expect, it } from 'vitest';
import { fragmentFor, readFragment } from '../kit/fragment.ts';
import { noHistory, readHistory, withEntry, writeHistory } from './history.ts';
import { sharedSchema } from './link.ts';
import { scriptOf } from './script.ts';

const good = { sql: "select '<img src=x onerror=alert(1)>'; \\d users", role: 'aster' } as const;

describe('a link', () => {
  it('brings its SQL and role as they were', async () => {
    expect(await readFragment(await fragmentFor('postgres', good), 'postgres', sharedSchema)).toEqual({
      kind: 'state',
      state: good,
    });
  });

  it('that was changed in 1,200 ways is refused or read, and never more than SQL and a role', async () => {
    const link = await fragmentFor('postgres', good);
    const start = link.indexOf('s=') + 2;
    let seed = 11;
    const next = (most: number) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % most;
    };
    let refused = 0;
    for (let round = 0; round < 1_200; round++) {
      const at = start + next(link.length - start);
      const hostile = [
        link.slice(0, at),
        `${link.slice(0, at)}${'A_-z%&='[next(7)]}${link.slice(at + 1)}`,
        `${link.slice(0, start)}${'A'.repeat(next(20_000))}`,
        `${link.slice(0, at)}\u0000${link.slice(at)}`,
      ][round % 4];
      const arrival = await readFragment(hostile ?? '', 'postgres', sharedSchema);
      if (arrival.kind === 'state') {
        expect(Object.keys(arrival.state).sort()).toEqual(['role', 'sql']);
        scriptOf(arrival.state.sql, { expanded: false, timing: true });
      } else refused++;
    }
    expect(refused).toBeGreaterThan(600);
  });

  it.each([
    [{ ...good, role: 'postgres' }],
    [{ ...good, role: '__proto__' }],
    [{ ...good, run: true }],
    [{ sql: 1, role: 'owner' }],
    [{ sql: 'x'.repeat(6_001), role: 'owner' }],
    [JSON.parse('{"sql":"x","role":"owner","__proto__":{"run":true}}')],
    [[good]],
    [null],
  ])('with another form is refused: %j', async (state) => {
    expect((await readFragment(await fragmentFor('postgres', state), 'postgres', sharedSchema)).kind).toBe(
      'refused',
    );
  });
});

describe('the history', () => {
  const shelf = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
  };
  const entry = (sql: string) => ({ sql, role: 'owner', at: 1, failed: false }) as const;

  it('comes back, newest first, each script once, a hundred at the most', () => {
    const it_ = shelf();
    let history = noHistory;
    for (let n = 0; n < 120; n++) history = withEntry(history, entry(`select ${n % 110}`));
    writeHistory(() => it_, history);
    const read = readHistory(() => it_);
    expect([read.entries.length, read.entries[0]?.sql]).toEqual([100, 'select 9']);
  });

  it('is not kept when the reader says so, and that is remembered', () => {
    const it_ = shelf();
    writeHistory(() => it_, { keep: false, entries: [entry('select secret')] });
    expect(JSON.stringify([...it_.kept])).not.toContain('secret');
    expect(readHistory(() => it_)).toEqual({ keep: false, entries: [] });
  });

  it.each([
    '{',
    'null',
    '[]',
    '{"keep":true}',
    '{"keep":true,"entries":[{"sql":1}]}',
    '{"keep":true,"entries":[],"x":1}',
  ])('that somebody wrote by hand is none: %s', (text) => {
    const it_ = shelf();
    it_.setItem('lavbytes.postgres.history', text);
    expect(readHistory(() => it_)).toEqual(noHistory);
  });

  it('that the browser forbids is none', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(readHistory(forbidden)).toEqual(noHistory);
    expect(writeHistory(forbidden, noHistory)).toBe(false);
  });
});

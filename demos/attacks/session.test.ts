// The console on the service as the tab runs it, and its sentences and links without any.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attacks } from '../proofs/attacks.ts';
import { barriers } from '../proofs/barriers.ts';
import { type Row, switches } from '../proofs/matrix.ts';
import { runInProcess } from '../runtime/tab/in-process.ts';
import { first, goRound, groups } from './demo.ts';
import { fragmentOf, readLink } from './link.ts';
import { pathOf } from './path.ts';
import { recordedFor, rowOf, rows, sameRow } from './recorded.ts';
import { createSession, type Session } from './session.ts';
import { readPlace } from './source.ts';
import { turned } from './state.ts';
import { placeOf, whyOf } from './why.ts';

describe('the data', () => {
  it('lists every attack once, in one group', () => {
    const listed = groups.flatMap(({ attacks: ids }) => ids);
    expect([...listed].sort()).toEqual(attacks.map(({ id }) => id).sort());
    expect(rows.map(({ id }) => id).sort()).toEqual([...listed].sort());
  });

  it('has words for every stop that CI recorded, and a line that the page can show', async () => {
    for (const { id, chain } of rows)
      for (const stop of chain) {
        const place = placeOf(id, stop);
        if (stop.by === 'beneath' && place === null) continue;
        expect(whyOf(id, stop), `${id} ${stop.by}`).toMatch(/^[A-Z].*\.$/);
        expect(place, `${id} ${stop.by}`).not.toBe(null);
        const shown = place && (await readPlace(place));
        expect(shown?.lines.join('\n'), `${id} ${stop.by}`).toContain(place?.mark.split('\n')[0]);
      }
  });

  it('control: a place that is not in the build shows nothing', async () => {
    expect(await readPlace({ file: 'demos/reference-api/none.ts', mark: 'x' })).toBe(null);
    expect(
      await readPlace({ ...(barriers['sealed'] as { file: string; mark: string }), mark: 'not there' }),
    ).toBe(null);
  });
});

describe('what was recorded for a choice of switches', () => {
  const row = rowOf('sql-in-a-value');
  it('is the chain as far as it goes, and nothing that CI did not try', () => {
    expect(recordedFor(row, [])).toMatchObject({ by: 'L1' });
    expect(recordedFor(row, ['L1'])).toMatchObject({ by: 'L5' });
    expect(recordedFor(row, ['L1', 'L5'])).toMatchObject({ by: 'beneath' });
    expect(recordedFor(row, ['L5'])).toBe(null);
    expect(recordedFor(rowOf(first), ['L3'])).toEqual({ kind: 'through' });
    expect(recordedFor(rowOf(first), switches)).toEqual({ kind: 'through' });
  });

  it('is drawn: passed, stopped, not reached, off, and round the layers', () => {
    const at = (id: string, off: Parameters<typeof pathOf>[2], tried: Parameters<typeof pathOf>[1]) =>
      Object.fromEntries(pathOf(id, tried, off).map(({ at: one, passing }) => [one, passing]));
    const stop = (by: 'L5' | 'L6' | 'beneath') => ({ kind: 'stopped', by, rule: '', status: 400 }) as const;
    expect(at('sql-in-a-value', ['L1'], stop('L5'))).toEqual({
      L1: 'off',
      L2: 'passed',
      L3: 'passed',
      L4: 'not reached',
      L5: 'stopped',
      L6: 'not reached',
      RS: 'not reached',
    });
    expect(at('copied-database', [], stop('L6'))).toMatchObject({ L1: 'not on its way', L6: 'stopped' });
    expect(Object.values(at('algorithm-none', ['L3'], { kind: 'through' }))).not.toContain('stopped');
  });
});

describe('a link', () => {
  it('brings attack and switches, and is readable', () => {
    const link = fragmentOf('algorithm-none', ['L3', 'RS']);
    expect(link).toBe('#attack=algorithm-none&off=L3,RS');
    expect(readLink(link)).toEqual({ kind: 'choice', attack: 'algorithm-none', off: ['L3', 'RS'] });
    expect(readLink('#attack=deep-json')).toEqual({ kind: 'choice', attack: 'deep-json', off: [] });
  });

  it.each([
    '#attack=none',
    '#attack=algorithm-none&off=L9',
    `#attack=${'x'.repeat(300)}`,
    '#attack=constructor',
  ])('that is none of ours is refused: %s', (hash) => expect(readLink(hash)).toEqual({ kind: 'refused' }));
  it.each(['', '#attacks', '#security-layers'])('to something else is none: “%s”', (hash) =>
    expect(readLink(hash)).toEqual({ kind: 'none' }),
  );
});

describe('the console, fired', { timeout: 240_000 }, () => {
  let running: Awaited<ReturnType<typeof runInProcess>>;
  let session: Session;
  const resets: (readonly string[])[] = [];
  beforeAll(async () => {
    running = await runInProcess();
    const watched = {
      ...running,
      async reset(without: readonly string[] = []) {
        resets.push(without);
        await running.reset?.(without);
      },
    };
    const some = ['algorithm-none', 'sql-in-a-value', 'moved-ciphertext', 'audit-cut', 'role-escalation'];
    session = createSession({
      attacks: attacks.filter(({ id }) => some.includes(id)),
      boot: async () => watched,
      now: Date.now,
    });
  }, 120_000);
  afterAll(() => running.close());

  it('shows where it was stopped: layer, line, call and log', async () => {
    await session.fire();
    const { fired, fault } = session.state;
    expect(fault).toBe(null);
    expect(fired?.tried).toMatchObject({ kind: 'stopped', by: 'L3', rule: 'access-token' });
    expect(fired?.place?.lines[fired.place.line - fired.place.from]).toContain('throw refused()');
    expect(fired?.calls.at(-1)).toMatchObject({ status: 401, who: 'a forged token' });
    expect(fired?.log).toBe('answered 401 · L3 · access-token');
    expect(resets).toEqual([]);
  });

  it('without that layer it is fired again and gets through, and the service is whole afterwards', async () => {
    await session.turn('L3');
    expect(session.state.fired?.tried).toEqual({ kind: 'through' });
    expect(resets).toEqual([['L3'], []]);
    await session.turn('L3');
    expect(session.state.fired?.tried).toMatchObject({ by: 'L3' });
  });

  it('a second barrier answers, with the entry it left in the trail', async () => {
    session.choose('role-escalation');
    expect(session.state.fired).toBe(null);
    await session.fire();
    expect(session.state.fired?.trail).toMatchObject({ decision: 'deny', rule: 'users.change.self' });
    await session.turn('L4');
    expect(session.state.fired?.tried).toMatchObject({ kind: 'stopped', by: 'RS' });
    await session.turn('RS');
    expect(session.state.fired?.tried).toEqual({ kind: 'through' });
    session.reset();
    expect(session.state.off).toEqual([]);
  });

  it('attacks that send nothing are those that go round the layers', async () => {
    await session.fireAll();
    expect(
      session.state.results?.list.map(({ id, tried }) => [
        id,
        recordedFor(rowOf(id), [])?.kind === tried.kind,
      ]),
    ).toEqual(
      ['algorithm-none', 'role-escalation', 'sql-in-a-value', 'moved-ciphertext', 'audit-cut'].map((id) => [
        id,
        true,
      ]),
    );
    session.choose('audit-cut');
    await session.fire();
    expect(session.state.fired?.calls.length === 0).toBe(goRound.has('audit-cut'));
    session.choose('sql-in-a-value');
    await session.fire();
    expect(session.state.fired?.calls.length === 0).toBe(goRound.has('sql-in-a-value'));
  });

  it('computes rows that are equal to CI’s', async () => {
    await session.compute();
    const { computed, fault } = session.state;
    expect(fault).toBe(null);
    expect(computed?.rows.length).toBe(5);
    for (const row of computed?.rows ?? []) expect(row).toEqual(rowOf(row.id));
    expect(resets.at(-1)).toEqual([]);
  });

  it('control: a row that differs in one barrier is not equal', () => {
    const row = rowOf('sql-in-a-value');
    expect(sameRow(row, { ...row, alone: ['L1'] } satisfies Row)).toBe(false);
    expect(sameRow(row, { ...row, chain: row.chain.slice(1) })).toBe(false);
  });

  it('is whole after it was cancelled, and says how far it came', async () => {
    session.choose('algorithm-none');
    for (const one of ['L4', 'RS'] as const) await session.turn(one);
    const end = session.subscribe(() => {
      if ((session.state.results?.list.length ?? 0) === 2) session.cancel();
    });
    await session.fireAll();
    end();
    expect(session.state.results).toMatchObject({ cancelled: true, off: ['L4', 'RS'] });
    expect(session.state.results?.list.length).toBe(2);
    expect(session.state.busy).toBe(null);
    expect(resets.at(-1)).toEqual([]);
  });

  it('says what went wrong when the host cannot be weakened', async () => {
    const bare = createSession({
      attacks,
      boot: async () => ({ client: running.client, ended: running.ended, stop() {} }),
      now: Date.now,
    });
    await bare.fire();
    expect(bare.state.fault?.what).toContain('no service in this tab');
    expect(bare.state.busy).toBe(null);
  });

  it('turns switches in the order of the barriers', () => {
    expect(turned(turned([], 'RS'), 'L2')).toEqual(['L2', 'RS']);
    expect(turned(['L2', 'RS'], 'L2')).toEqual(['RS']);
  });
});

// The owner's console on the service as the tab runs it: each attack from a sound trail, and what is found of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '#api/audit/verify.ts';
import { runInProcess } from '../runtime/tab/in-process.ts';
import { type Finding, findings, steps } from './demo.ts';
import { entriesOf } from './entries.ts';
import { createSession, type Session } from './session.ts';

const finding = (verdict: Verdict | undefined): Finding | undefined =>
  verdict?.kind === 'broken' ? verdict.fault : verdict?.kind;

describe('the audit trail, attacked', { timeout: 120_000 }, () => {
  let running: Awaited<ReturnType<typeof runInProcess>>;
  let session: Session;
  const idle = () => expect.poll(() => session.state.busy, { timeout: 60_000 }).toBe(null);
  const reset = async () => {
    const undo = session.reset();
    await idle();
    return undo;
  };
  beforeAll(async () => {
    running = await runInProcess();
    session = createSession(async () => running);
  }, 120_000);
  afterAll(() => running.close());

  it('shows a first step before anything runs, and boots when it is run', async () => {
    expect(session.state.judged).toBe(null);
    session.write('select count(*)::int as n from audit_entries');
    expect(session.state.step).toBe(null);
    await session.run();
    expect(session.state.said).toMatchObject({ kind: 'rows', fields: ['n'] });
    expect(finding(session.state.judged?.alone)).toBe('intact');
    expect(finding(session.state.judged?.anchored)).toBe('intact');
    expect(session.state.kept?.seq).toBe(session.state.judged?.rows.length);
  });

  it.each(findings)(
    '$title: what the page says is what is found',
    async ({ steps: made, alone, anchored }) => {
      for (const id of made) await session.take(id);
      const { said, judged } = session.state;
      if (alone === 'refused') {
        expect(said).toMatchObject({ kind: 'refused', why: expect.stringContaining('append-only') });
        expect(finding(judged?.anchored)).toBe('intact');
        expect(await reset()).toBe(null);
        return;
      }
      expect([finding(judged?.alone), finding(judged?.anchored)]).toEqual([alone, anchored]);
      expect(await reset()).not.toBe(null);
      expect(finding(session.state.judged?.anchored)).toBe('intact');
      expect(session.state.judged?.triggersOn).toBe(true);
    },
  );

  it('a reset can be undone', async () => {
    for (const id of ['triggers', 'cut']) await session.take(id);
    const undo = await reset();
    undo?.();
    await idle();
    expect(finding(session.state.judged?.anchored)).toBe('cut');
    expect(session.state.judged?.triggersOn).toBe(false);
    await reset();
  });

  it('marks the first place that does not follow, and what stands behind it', async () => {
    for (const id of ['triggers', 'delete']) await session.take(id);
    const { judged } = session.state;
    const states = entriesOf(judged?.rows ?? [], judged?.anchored as Verdict).map(({ state }) => state);
    expect(states.slice(0, 4)).toEqual(['sound', 'sound', 'bad', 'beyond']);
    await reset();
  });

  it('survives SQL that takes the tables away: it says so, and Reset brings the example data back', async () => {
    session.write('drop table audit_entries cascade');
    await session.run();
    expect(session.state.said).toMatchObject({ kind: 'fault', next: expect.stringContaining('Reset') });
    await reset();
    expect(session.state.said).toBe(null);
    expect(finding(session.state.judged?.anchored)).toBe('intact');
  });

  it('prepared steps are known by their text', () => {
    for (const { id, sql } of steps) {
      session.write(sql);
      expect(session.state.step).toBe(id);
    }
  });
});

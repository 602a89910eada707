// Every step of every lesson, in the database itself: what it says must come of it does.
import { expect, it } from 'vitest';
import { deskOf } from './database.ts';
import { lessons } from './lessons.ts';
import type { Outcome } from './outcome.ts';
import { samples } from './samples.ts';
import { scriptOf } from './script.ts';
import { split } from './split.ts';
import { testDatabase } from './test-database.ts';

it('holds, and each example runs without an error', async () => {
  const desk = deskOf(await testDatabase(), { now: () => 0, dump: () => Promise.reject() });
  const run = async (statements: readonly { readonly text: string }[]) => {
    const outcomes: Outcome[] = [];
    await desk.run({ statements, cap: 100 }, (one) => outcomes.push(one));
    return outcomes;
  };
  await desk.example({ back: 'owner' }, () => {});
  for (const { id, steps } of lessons) {
    await desk.become({ role: 'owner' }, () => {});
    for (const [n, { sql, holds }] of steps.entries()) {
      const outcomes = await run(split(sql).map(({ text }) => ({ text })));
      expect([id, n, holds(outcomes)]).toEqual([id, n, true]);
      // A step that holds for nothing holds for everything.
      expect([id, n, holds([])]).toEqual([id, n, false]);
    }
  }
  for (const { id, sql, role } of samples) {
    await desk.become({ role }, () => {});
    const { parts } = scriptOf(sql, { expanded: false, timing: true });
    const outcomes = await run(parts.flatMap((part) => (part.kind === 'query' ? [part.query] : [])));
    expect([id, outcomes.find(({ error }) => error)?.error ?? null]).toEqual([id, null]);
  }
}, 60_000);

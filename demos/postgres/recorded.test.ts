// The first frame's recording against a run of the same. RECORD=1 writes it anew: times are of that run.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deskOf } from './database.ts';
import type { Outcome } from './outcome.ts';
import { everyNode, nameOf, readPlan } from './plan.ts';
import { firstSample } from './samples.ts';
import { split } from './split.ts';
import { testDatabase } from './test-database.ts';

const file = new URL('./recorded.json', import.meta.url);
const first = split(firstSample.sql).map(({ text }) => ({ text }));

it('is what the database answers', async () => {
  const desk = deskOf(await testDatabase(), { now: () => performance.now(), dump: () => Promise.reject() });
  await desk.become({ role: firstSample.role }, () => {});
  const run = async (statements: readonly { text: string }[]) => {
    const outcomes: Outcome[] = [];
    await desk.run({ statements, cap: 1_000 }, (one) => outcomes.push(one));
    return outcomes;
  };
  await run(first);
  const outcomes = await run(first);
  const [explained] = await run([{ text: `explain (analyze, buffers, format json) ${first.at(-1)?.text}` }]);
  const plan = explained?.rows[0]?.[0] ?? '';
  if (process.env['RECORD'])
    writeFileSync(
      file,
      `${JSON.stringify({ recorded: new Date().toISOString().slice(0, 10), outcomes, plan }, null, 2)}\n`,
    );
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { outcomes: Outcome[]; plan: string };
  const bare = (all: readonly Outcome[]) => all.map((one) => ({ ...one, milliseconds: 0 }));
  expect(bare(kept.outcomes)).toEqual(bare(outcomes));
  const shape = (json: string) =>
    everyNode(readPlan(json)?.root as never).map((node) => [nameOf(node), node.rows, node.conditions]);
  expect(shape(kept.plan)).toEqual(shape(plan));
}, 60_000);

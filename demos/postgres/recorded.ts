// The first frame: a query with the rows and the plan that it had when this was recorded (recorded.test.ts), by the same code.

import type { Outcome } from './outcome.ts';
import { readPlan } from './plan.ts';
import raw from './recorded.json' with { type: 'json' };
import { blocksOf, type Results, type Shown } from './results.ts';
import { firstSample } from './samples.ts';
import { scriptOf } from './script.ts';

const { parts } = scriptOf(firstSample.sql, { expanded: false, timing: true });
const outcomes = raw.outcomes as unknown as readonly Outcome[];
const plan = readPlan(raw.plan);

export const recorded: { readonly results: Results; readonly plan: Shown | null } = {
  results: { ...blocksOf(parts, outcomes), role: firstSample.role },
  plan: plan && {
    sql: 'select title, department, classification from documents order by title',
    role: firstSample.role,
    plan,
  },
};

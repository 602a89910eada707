// Plans: read, put into words, compared. Each rule has a node that it speaks about and one at which it is silent.
import { describe, expect, it } from 'vitest';
import { everyNode, nameOf, type PlanNode, readPlan } from './plan.ts';
import { differences, notesOn, rules, summary } from './plan-notes.ts';

const planOf = (node: Record<string, unknown>, execution = 10) =>
  readPlan(JSON.stringify([{ Plan: node, 'Planning Time': 0.5, 'Execution Time': execution }]));
const scan = {
  'Node Type': 'Seq Scan',
  'Relation Name': 'shipments',
  'Total Cost': 1277,
  'Plan Rows': 15,
  'Actual Total Time': 8,
  'Actual Rows': 10,
  'Actual Loops': 1,
  Filter: "((customer = 'customer 7'::text))",
  'Rows Removed by Filter': 49_990,
  'Shared Hit Blocks': 320,
  'Shared Read Blocks': 207,
};
const node = (raw: Record<string, unknown>): PlanNode => planOf({ ...scan, ...raw })?.root as PlanNode;

it('is read with times over all loops and each node’s own', () => {
  const plan = planOf({
    'Node Type': 'Nested Loop',
    'Join Type': 'Left',
    'Actual Total Time': 10,
    'Actual Rows': 4,
    'Actual Loops': 1,
    'Plan Rows': 4,
    Plans: [
      { ...scan, 'Actual Total Time': 2, 'Actual Loops': 1 },
      {
        'Node Type': 'Index Scan',
        'Index Name': 'i',
        'Relation Name': 'users',
        'Actual Total Time': 1.5,
        'Actual Rows': 1,
        'Actual Loops': 4,
        'Plan Rows': 1,
      },
    ],
  });
  const nodes = everyNode(plan?.root as PlanNode);
  expect(nodes.map(nameOf)).toEqual(['Left Nested Loop', 'Seq Scan on shipments', 'Index Scan on users']);
  expect(nodes.map(({ own, total, rows, expected }) => [own, total, rows, expected])).toEqual([
    [2, 10, 4, 4],
    [2, 2, 10, 15],
    [6, 6, 4, 4],
  ]);
});

it.each(['', '[]', '{}', 'null', '[{"Plan": 1}]', '[{"Plan": {}}]', '<xml>'])('%s is no plan', (text) =>
  expect(readPlan(text)).toBe(null),
);

const spoken: Readonly<
  Record<keyof typeof rules, readonly [Record<string, unknown>, Record<string, unknown>]>
> = {
  neverRun: [{ 'Actual Loops': 0 }, {}],
  policy: [{ Filter: '(organisation_id = api.organisation())' }, {}],
  fullRead: [{}, { 'Rows Removed by Filter': 10 }],
  fullReadFits: [{ 'Actual Rows': 40_000, 'Rows Removed by Filter': 10_000 }, {}],
  direct: [{ 'Node Type': 'Index Scan', 'Index Name': 'i', 'Rows Removed by Filter': 0 }, {}],
  indexThrewAway: [{ 'Node Type': 'Index Scan', 'Index Name': 'i', 'Rows Removed by Filter': 5_000 }, {}],
  estimate: [{ 'Plan Rows': 5_000 }, {}],
  sortOnDisk: [
    { 'Sort Method': 'external merge', 'Sort Space Used': 900, 'Sort Space Type': 'Disk' },
    { 'Sort Method': 'quicksort', 'Sort Space Used': 25, 'Sort Space Type': 'Memory' },
  ],
  hashInPieces: [{ 'Hash Batches': 4 }, { 'Hash Batches': 1 }],
  inLoops: [{ 'Actual Loops': 2_000 }, {}],
  heapFetches: [
    { 'Node Type': 'Index Only Scan', 'Heap Fetches': 9 },
    { 'Node Type': 'Index Only Scan', 'Heap Fetches': 0 },
  ],
};

describe('a note', () => {
  it.each(Object.entries(spoken))('%s', (name, [says, silent]) => {
    expect(rules[name]?.(node(says))).not.toBe(null);
    expect(rules[name]?.(node(silent))).toBe(null);
  });
  it('is there for every rule', () => expect(Object.keys(spoken).sort()).toEqual(Object.keys(rules).sort()));
  it('names the table, the rows and the column', () =>
    expect(notesOn(node({}))[0]?.text).toBe(
      'Read every row of shipments, 50,000 rows, and kept 10. An index on (customer) could go straight to them.',
    ));
});

it('two plans are compared by what they took and how they found the rows', () => {
  const before = planOf(scan, 12);
  const after = planOf(
    {
      'Node Type': 'Bitmap Heap Scan',
      'Relation Name': 'shipments',
      'Actual Total Time': 0.2,
      'Actual Rows': 10,
      'Plan Rows': 15,
      'Total Cost': 60,
      'Shared Hit Blocks': 12,
      Plans: [
        {
          'Node Type': 'Bitmap Index Scan',
          'Index Name': 'by_customer',
          'Actual Rows': 10,
          'Plan Rows': 15,
          'Actual Total Time': 0.1,
        },
      ],
    },
    0.25,
  );
  if (!before || !after) throw new Error('no plan');
  const rows = Object.fromEntries(differences(before, after).map((row) => [row.what, row]));
  expect(rows['Execution']?.factor).toBe(48);
  expect(rows['Pages touched']).toMatchObject({ before: '527', after: '12' });
  expect(rows['How the rows were found']).toMatchObject({
    before: 'Seq Scan on shipments',
    after: 'Bitmap Heap Scan on shipments, Bitmap Index Scan on by_customer',
  });
  expect(rows['Rows read and thrown away']?.factor).toBe(null);
  expect(summary(before)).toContain('touched 527 pages of 8 kB (320 already in memory)');
});

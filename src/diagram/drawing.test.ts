// Every diagram as it is drawn today: nothing overlaps, nothing sticks out, and a second run draws the same.
import { beforeAll, expect, test } from 'vitest';
import { type ViewId, viewIds, views } from '../architecture/model.ts';
import type { View } from '../architecture/shape.ts';
import type { Drawing } from './drawing.ts';
import { faults } from './faults.ts';
import { drawingOf, shownIn } from './figure.ts';
import { layoutFlow } from './layout-flow.ts';
import { flow, shownIn as sampled } from './sample.ts';

/** A diagram's places on a 4 px grid, one line each: short enough to read in a diff. */
function places({ width, height, groups, nodes, edges }: Drawing): string {
  const grid = (n: number) => Math.round(n / 4) * 4;
  const box = (b: { x: number; y: number; width: number; height: number }) =>
    [b.x, b.y, b.width, b.height].map(grid).join(' ');
  return [
    `${width} × ${height}`,
    ...groups.map((group) => `[${group.id}] ${box(group)}`),
    ...nodes.map((node) => `${node.id} ${box(node)}`),
    ...edges.map(
      (edge) => `${edge.from}>${edge.to} ${edge.points.map((p) => `${grid(p.x)},${grid(p.y)}`).join(' ')}`,
    ),
  ].join('\n');
}

// Seven layouts take a second or two, and many times that on a busy machine.
const PATIENCE = 120_000;

beforeAll(async () => {
  for (const view of viewIds) await drawingOf(view);
}, PATIENCE);

test.each(viewIds)('%s has no faults', async (view) => {
  expect(faults(await drawingOf(view))).toEqual([]);
});

test.each(viewIds)('%s is where it was', async (view) => {
  expect(places(await drawingOf(view))).toMatchSnapshot();
});

test.each(viewIds)('%s shows every part and every relation of its view', async (view: ViewId) => {
  const it: View = views[view];
  const { nodes, edges } = await drawingOf(view);
  const told = it.layout === 'sequence' ? it.messages : it.relations;
  expect(nodes.map(({ id }) => id)).toEqual(it.parts);
  expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual(told.map(({ from, to }) => `${from}>${to}`));
});

test(
  'two runs draw the same',
  async () => {
    const view: View = views['ai-pipeline'];
    if (view.layout !== 'flow') throw new Error('ai-pipeline is a flow');
    const again = await layoutFlow(view, shownIn('ai-pipeline'));
    expect(again).toEqual(await drawingOf('ai-pipeline'));
  },
  PATIENCE,
);

test('a group of a part that the view does not have is an error with its name', async () => {
  const wrong = { ...flow, parts: flow.parts.slice(0, -1) };
  await expect(layoutFlow(wrong, sampled(wrong.parts))).rejects.toThrow('groups "redis"');
});

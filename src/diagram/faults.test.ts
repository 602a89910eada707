// The check must see what it is there for: each fault is planted in a sound drawing and has to be named.
import { expect, test } from 'vitest';
import type { Drawing, DrawnNode } from './drawing.ts';
import { faults } from './faults.ts';
import { layoutFlow } from './layout-flow.ts';
import { layoutSequence } from './layout-sequence.ts';
import { layoutStack } from './layout-stack.ts';
import { flow, sequence, shownIn, stack } from './sample.ts';

const sound = await layoutFlow(flow, shownIn(flow.parts));

const withNode = (id: string, change: (node: DrawnNode) => Partial<DrawnNode>): Drawing => ({
  ...sound,
  nodes: sound.nodes.map((node) => (node.id === id ? { ...node, ...change(node) } : node)),
});

test('sound drawings of all three kinds have no faults', () => {
  expect(faults(sound)).toEqual([]);
  expect(faults(layoutStack(stack, shownIn(stack.parts)))).toEqual([]);
  expect(faults(layoutSequence(sequence, shownIn(sequence.parts)))).toEqual([]);
});

test('one box on another', () => {
  const { x = 0, y = 0 } = sound.nodes.find(({ id }) => id === 'redis') ?? {};
  expect(faults(withNode('postgres', () => ({ x: x + 10, y: y + 10 })))).toContain('postgres overlaps redis');
});

test('a line that misses its box', () => {
  expect(faults(withNode('redis', (node) => ({ y: node.y + 3 })))).toContain(
    'auth>redis does not touch redis',
  );
});

test('a name wider than its box', () => {
  expect(faults(withNode('redis', () => ({ name: ['A very long name for a cache'] })))).toContain(
    'redis: text too wide',
  );
});

test('two labels in one place', () => {
  const [first, second, ...rest] = sound.edges;
  if (!first || !second) throw new Error('the sample has edges');
  const drawing = { ...sound, edges: [first, { ...second, label: first.label }, ...rest] };
  expect(faults(drawing)).toContain('label of browser>cdn overlaps label of cdn>gateway');
});

test('a drawing too wide for a column', () => {
  expect(faults({ ...sound, width: 640 })).toContain('640 px wide, more than 600');
});

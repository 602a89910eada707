import { describe, expect, test } from 'vitest';
import { type ViewId, views } from '../../architecture/model.ts';
import { drawingOf } from '../figure.ts';
import { type Direction, neighbour, type Spot } from './direction.ts';

const spot = (id: string, x: number, y: number): Spot => ({ id, x, y, halfWidth: 50, halfHeight: 20 });

//      a
//    b   c      (d is beside c, connected with nothing)   d
//      e
const spots = [
  spot('a', 100, 0),
  spot('b', 40, 100),
  spot('c', 170, 100),
  spot('d', 400, 100),
  spot('e', 100, 200),
];
const links = [
  { from: 'a', to: 'b' },
  { from: 'a', to: 'c' },
  { from: 'b', to: 'e' },
  { from: 'c', to: 'e' },
  { from: 'e', to: 'a' },
];
const go = (here: string, direction: Direction) => neighbour(here, direction, spots, links);

describe('a small diagram', () => {
  test('down leads on, to the nearest of several', () => expect(go('a', 'down')).toBe('b'));
  test('up goes back', () => expect(go('c', 'up')).toBe('a'));
  test('left and right are siblings', () => {
    expect(go('b', 'right')).toBe('c');
    expect(go('c', 'left')).toBe('b');
  });
  test('a part connected with nothing is reached too', () => expect(go('c', 'right')).toBe('d'));
  test('an answer that runs upwards does not turn the arrows round', () => {
    expect(go('e', 'up')).toBe('b');
    expect(go('e', 'down')).toBeUndefined();
  });
  test('an unknown part has no neighbours', () => expect(go('z', 'up')).toBeUndefined());
});

describe.each(Object.keys(views) as ViewId[])('%s', (view) => {
  test('arrow keys reach every part from every part', async () => {
    const { nodes, edges } = await drawingOf(view);
    const drawn = nodes.map((node): Spot => {
      const [halfWidth, halfHeight] = [node.width / 2, node.height / 2];
      return { id: node.id, x: node.x + halfWidth, y: node.y + halfHeight, halfWidth, halfHeight };
    });
    for (const { id: first } of drawn) {
      const reached = new Set([first]);
      for (const here of reached) {
        for (const direction of ['up', 'down', 'left', 'right'] as const) {
          const next = neighbour(here, direction, drawn, edges);
          if (next !== undefined) reached.add(next);
        }
      }
      expect([...reached].sort(), `from ${first}`).toEqual(drawn.map(({ id }) => id).sort());
    }
  });
});

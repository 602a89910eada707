// What is wrong with a drawing, in words: overlaps, lines that miss their boxes, texts that do not fit. None is right.
import type { Box, Drawing, DrawnEdge, Point } from './drawing.ts';
import { grown, inside, overlap, pieces } from './geometry.ts';
import { styles, widest } from './measure.ts';
import { PAD_X } from './node-box.ts';

/** Within one pixel of the box's border. */
function touches(box: Box, { x, y }: Point): boolean {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const within = x >= box.x - 1 && x <= right + 1 && y >= box.y - 1 && y <= bottom + 1;
  return within && Math.min(...[x - box.x, x - right, y - box.y, y - bottom].map(Math.abs)) <= 1;
}

const crosses = (edge: DrawnEdge, area: Box): boolean =>
  pieces(edge.points).some(({ box }) => overlap(box, area));

function* pairs<T>(list: readonly T[]): Generator<[T, T]> {
  for (const [i, a] of list.entries()) for (const b of list.slice(i + 1)) yield [a, b];
}

function* boxFaults({ nodes, groups, width, height }: Drawing): Generator<string> {
  if (width > 600) yield `${width} px wide, more than 600`;
  for (const [a, b] of pairs(nodes)) if (overlap(a, b)) yield `${a.id} overlaps ${b.id}`;
  for (const [a, b] of pairs(groups)) if (overlap(a, b)) yield `group ${a.id} overlaps group ${b.id}`;
  for (const node of nodes) {
    if (!inside(node, { x: 0, y: 0, width, height })) yield `${node.id} leaves the drawing`;
    for (const group of groups)
      if (overlap(node, group) && !inside(node, group))
        yield `${node.id} crosses the border of group ${group.id}`;
    const room = node.width - 2 * PAD_X + 1;
    if (widest(node.name, 'name') > room || widest(node.detail, 'detail') > room)
      yield `${node.id}: text too wide`;
    const lines = node.name.length * styles.name.line + node.detail.length * styles.detail.line;
    if (lines > node.height) yield `${node.id}: text too tall`;
  }
}

function* edgeFaults({ nodes, edges, lifelines }: Drawing): Generator<string> {
  for (const edge of edges) {
    const ends = [
      [edge.from, edge.points[0]],
      [edge.to, edge.points.at(-1)],
    ] as const;
    for (const [id, end] of ends) {
      const node = nodes.find((n) => n.id === id);
      const life = lifelines.find((l) => l.id === id);
      const met = life ? Math.abs((end?.x ?? -9) - life.from.x) <= 1 : node && end && touches(node, end);
      if (!met) yield `${edge.from}>${edge.to} does not touch ${id}`;
    }
    for (const node of nodes)
      if (crosses(edge, grown(node, -2))) yield `${edge.from}>${edge.to} runs through ${node.id}`;
  }
}

function* labelFaults({ nodes, groups, edges, headings, width, height }: Drawing): Generator<string> {
  const labels = edges.flatMap((edge) =>
    edge.label ? [{ name: `label of ${edge.from}>${edge.to}`, edge, ...edge.label }] : [],
  );
  const words = [
    ...labels,
    ...headings.map((heading) => ({ name: 'heading', edge: null, ...heading })),
    ...groups.map((group) => ({ edge: null, ...group.name, name: `name of group ${group.id}` })),
  ];
  for (const [a, b] of pairs(words)) if (overlap(a, b)) yield `${a.name} overlaps ${b.name}`;
  for (const word of words) {
    if (!inside(word, { x: 0, y: 0, width, height })) yield `${word.name} leaves the drawing`;
    for (const node of nodes) if (overlap(word, node)) yield `${word.name} overlaps ${node.id}`;
    for (const edge of edges)
      if (edge !== word.edge && crosses(edge, word))
        yield `${word.name} is crossed by ${edge.from}>${edge.to}`;
  }
  for (const label of labels)
    if (widest(label.lines, 'label') > label.width + 1) yield `${label.name}: text too wide`;
}

export const faults = (drawing: Drawing): string[] => [
  ...boxFaults(drawing),
  ...edgeFaults(drawing),
  ...labelFaults(drawing),
];

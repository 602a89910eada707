// Layers on top of each other, each as wide as the others, with its number at the edge.
import type { StackView } from '../architecture/shape.ts';
import type { Drawing, DrawnEdge, DrawnNode, Shown } from './drawing.ts';
import { grid, styles, widest, wrap } from './measure.ts';
import { PAD_X, PAD_Y, sizeOf } from './node-box.ts';

const WIDTH = 380;
const NUMBER_ROOM = 44;
const LABEL_ROOM = 280;
const MARGIN = 4;
const GAP = 52;

export function layoutStack(view: StackView, shown: readonly Shown[]): Drawing {
  const nodes: DrawnNode[] = [];
  let y = MARGIN;
  for (const [index, part] of shown.entries()) {
    const { name, detail, height } = sizeOf(part, WIDTH - NUMBER_ROOM);
    nodes.push({ id: part.id, name, detail, number: `L${index + 1}`, x: MARGIN, y, width: WIDTH, height });
    y += height + GAP;
  }
  const edges = view.relations.map((relation): DrawnEdge => {
    const above = nodes.findIndex((node) => node.id === (relation.back ? relation.to : relation.from));
    const [top, bottom] = [nodes[above], nodes[above + 1]];
    if (!top || bottom?.id !== (relation.back ? relation.from : relation.to))
      throw new Error(
        `"${view.title}": layers may only speak to the next one, not ${relation.from} to ${relation.to}.`,
      );
    const x = MARGIN + NUMBER_ROOM + PAD_X;
    const points = [
      { x, y: top.y + top.height },
      { x, y: bottom.y },
    ];
    if (relation.back) points.reverse();
    const lines = wrap(relation.label, 'label', LABEL_ROOM);
    const height = lines.length * styles.label.line;
    const label = {
      lines,
      x: x + 14,
      y: top.y + top.height + (GAP - height) / 2,
      width: grid(widest(lines, 'label')),
      height,
    };
    return { from: relation.from, to: relation.to, points, dashed: relation.async === true, label };
  });
  return {
    width: WIDTH + 2 * MARGIN,
    height: y - GAP + MARGIN,
    groups: [],
    nodes,
    edges,
    lifelines: [],
    headings: [],
  };
}

/** Where the texts of a node begin: after the number when it has one. */
export const textX = (node: DrawnNode): number =>
  node.x + PAD_X + (node.number === undefined ? 0 : NUMBER_ROOM);
export const textY = (node: DrawnNode): number => node.y + PAD_Y;

// Finds a place for every word beside or on its line: of many candidates the one that covers least, and among
// equals the one in the middle of the longest upright piece. Two rounds, so that early words can make room.
import type { Box, DrawnEdge, DrawnGroup, DrawnNode, Label } from './drawing.ts';
import { grown, isUpright, overlap, pieces } from './geometry.ts';
import { grid, styles, widest, wrap } from './measure.ts';

export interface Worded extends Omit<DrawnEdge, 'label'> {
  readonly words: string;
}

/** How wide a label may be before it wraps, the preferred first. */
const ROOMS = [150, 108, 80];
const ROUNDS = 3;
/** The arrowhead and some air, which a label on the line leaves free. */
const HEAD = 12;

interface Candidate extends Label {
  readonly cost: number;
}

function* candidates(edge: Worded): Generator<Candidate> {
  const last = edge.points.at(-1);
  for (const room of ROOMS) {
    const lines = wrap(edge.words, 'label', room);
    const width = grid(widest(lines, 'label') + 2);
    const height = lines.length * styles.label.line;
    const base = lines.length * 4 + width / 40;
    for (const { a, b } of pieces(edge.points)) {
      const at = (x: number, y: number, cost: number): Candidate => ({
        lines,
        width,
        height,
        x,
        y,
        cost: base + cost,
      });
      if (isUpright(a, b)) {
        const top = Math.min(a.y, b.y) + (b === last && b.y < a.y ? HEAD : 2);
        const slack = Math.max(a.y, b.y) - (b === last && b.y > a.y ? HEAD : 2) - top - height;
        for (const part of [0.5, 0.4, 0.6, 0.25, 0.75, 0.1, 0.9, 0, 1]) {
          const y = top + slack * part;
          const off = Math.abs(part - 0.5) * 12 + (slack < 0 ? 20 : 0) - Math.min(8, Math.max(0, slack) / 20);
          if (slack >= 0) yield at(a.x - width / 2, y, off + (slack < 10 ? 6 : 0));
          yield at(a.x + 8, y, off + 5);
          yield at(a.x - 8 - width, y, off + 5);
        }
      } else {
        const [left, span] = [Math.min(a.x, b.x), Math.abs(a.x - b.x)];
        for (const part of [0.5, 0.25, 0.75]) {
          const x = left + 8 + (span - 16 - width) * part;
          if (span < width + 16) continue;
          yield at(x, a.y - height / 2, 8);
          yield at(x, a.y - height - 3, 9);
          yield at(x, a.y + 4, 9);
        }
      }
    }
  }
}

interface Ground {
  readonly nodes: readonly DrawnNode[];
  readonly groups: readonly DrawnGroup[];
  readonly edges: readonly Worded[];
  readonly width: number;
}

/** The four sides of a group's border as thin boxes. */
const sides = ({ x, y, width, height }: Box): Box[] => [
  { x, y: y - 1, width, height: 2 },
  { x, y: y + height - 1, width, height: 2 },
  { x: x - 1, y, width: 2, height },
  { x: x + width - 1, y, width: 2, height },
];

function fixedCost(box: Candidate, edge: Worded, { nodes, groups, edges, width }: Ground): number {
  let cost = box.cost;
  const near = grown(box, 3);
  for (const node of nodes) if (overlap(near, node)) cost += 1000;
  for (const group of groups) {
    if (overlap(near, group.name)) cost += 1000;
    cost += 14 * sides(group).filter((side) => overlap(grown(box, 1), side)).length;
  }
  for (const other of edges) {
    const met = pieces(other.points).filter((piece) => overlap(near, piece.box)).length;
    cost += other === edge ? Math.max(0, met - 1) * 30 : met * 500;
  }
  if (box.x < 0 || box.x + box.width > width) cost += 25;
  return cost;
}

/** The edges with their labels, and how much the labels cover: less is better. */
export function placeLabels(ground: Ground): { edges: DrawnEdge[]; cost: number } {
  const choices = ground.edges.map((edge) =>
    [...candidates(edge)]
      .map((c) => ({ ...c, x: Math.round(c.x), y: Math.round(c.y) }))
      .map((c) => ({ ...c, cost: fixedCost(c, edge, ground) }))
      .sort((a, b) => a.cost - b.cost),
  );
  const chosen: (Candidate | undefined)[] = choices.map(() => undefined);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, list] of choices.entries()) {
      const others = chosen.filter((label, j) => label !== undefined && j !== i) as Candidate[];
      const total = (c: Candidate) => c.cost + 1000 * others.filter((o) => overlap(grown(c, 4), o)).length;
      chosen[i] = list.reduce<Candidate | undefined>(
        (best, c) => (!best || total(c) < total(best) ? c : best),
        undefined,
      );
    }
  const edges = ground.edges.map(({ words: _, ...edge }, i) => {
    const { lines = [], x = 0, y = 0, width = 0, height = 0 } = chosen[i] ?? {};
    return { ...edge, label: { lines, x, y, width, height } };
  });
  const cost = chosen.reduce((sum, label) => sum + (label?.cost ?? 1000), 0);
  return { edges, cost };
}

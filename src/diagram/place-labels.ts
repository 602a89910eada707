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
/** How many of a label's candidates are tried against the other labels. */
const KEPT = 120;
/** What it is worth that a label stands level with another. */
const LEVEL = 5;
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
        const step = Math.max(4, Math.ceil(slack / 120) * 4);
        for (let y = Math.ceil(top / 4) * 4; y <= top + Math.max(0, slack); y += step) {
          const eccentric = slack > 0 ? Math.abs((y - top) / slack - 0.5) * 8 : 20;
          const off = eccentric - Math.min(8, Math.max(0, slack) / 20);
          if (slack >= 0) yield at(a.x - width / 2, y, off + (slack < 10 ? 6 : 0));
          yield at(a.x + 8, y, off + 5);
          yield at(a.x - 8 - width, y, off + 5);
        }
      } else {
        const [left, span] = [Math.min(a.x, b.x), Math.abs(a.x - b.x)];
        for (const part of [0.5, 0.25, 0.75]) {
          const x = left + 8 + (span - 16 - width) * part;
          if (span < width + 16) continue;
          yield at(x, a.y - height / 2, 14);
          yield at(x, a.y - height - 3, 10);
          yield at(x, a.y + 4, 10);
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

/** What a label may not cover, taken apart once for all candidates. */
interface Obstacles {
  readonly boxes: readonly Box[];
  readonly borders: readonly Box[];
  readonly lines: readonly { readonly edge: Worded; readonly boxes: readonly Box[] }[];
  readonly width: number;
}

const obstacles = ({ nodes, groups, edges, width }: Ground): Obstacles => ({
  boxes: [...nodes, ...groups.map((group) => group.name)].map((box) => grown(box, 3)),
  borders: groups.flatMap(sides).map((box) => grown(box, 1)),
  lines: edges.map((edge) => ({ edge, boxes: pieces(edge.points).map(({ box }) => grown(box, 3)) })),
  width,
});

const met = (label: Box, boxes: readonly Box[]): number =>
  boxes.reduce((count, box) => count + (overlap(label, box) ? 1 : 0), 0);

function fixedCost(label: Candidate, own: Worded, { boxes, borders, lines, width }: Obstacles): number {
  const outside = label.x < 0 || label.x + label.width > width ? 25 : 0;
  const crossed = lines.reduce(
    (sum, line) =>
      sum + (line.edge === own ? 30 * Math.max(0, met(label, line.boxes) - 1) : 500 * met(label, line.boxes)),
    0,
  );
  return label.cost + 1000 * met(label, boxes) + 14 * met(label, borders) + crossed + outside;
}

/** The edges with their labels, and how much the labels cover: less is better. */
export function placeLabels(ground: Ground): { edges: DrawnEdge[]; cost: number } {
  const around = obstacles(ground);
  const choices = ground.edges.map((edge) =>
    [...candidates(edge)]
      .map((c) => ({ ...c, x: Math.round(c.x), y: Math.round(c.y) }))
      .map((c) => ({ ...c, cost: fixedCost(c, edge, around) }))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, KEPT),
  );
  const chosen: (Candidate | undefined)[] = choices.map(() => undefined);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, list] of choices.entries()) {
      const others = chosen.filter((label, j) => label !== undefined && j !== i) as Candidate[];
      const total = (c: Candidate) => {
        const covered = others.filter((o) => overlap(grown(c, 4), o)).length;
        const level = others.some((o) => o.y + o.height === c.y + c.height) ? LEVEL : 0;
        return c.cost + 1000 * covered - level;
      };
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

// Takes the needless bend out of a line: where both boxes leave room on one common x, it goes straight down.
import type { Box, DrawnEdge, DrawnNode, Point } from './drawing.ts';
import { grown, overlap, pieces } from './geometry.ts';

type Line = Pick<DrawnEdge, 'from' | 'to' | 'points'>;

/** From a corner of a box, and between two lines that leave or reach the same side of it. */
const INSET = 16;
const APART = 18;

const ends = (line: Line): Point[] =>
  [line.points[0], line.points.at(-1)].filter((point) => point !== undefined);

/** The x of a straight line from `start` to `end` that is nearest to the middle of what it replaces, if there is one. */
function straightX(line: Line, lines: readonly Line[], nodes: readonly DrawnNode[]): number | null {
  const [start, end] = ends(line);
  const [source, target] = [line.from, line.to].map((id) => nodes.find((node) => node.id === id));
  if (!start || !end || !source || !target) return null;
  const least = Math.max(source.x, target.x) + INSET;
  const most = Math.min(source.x + source.width, target.x + target.width) - INSET;
  const free = (x: number): boolean => {
    const path: Box = grown(
      { x, y: Math.min(start.y, end.y), width: 0, height: Math.abs(start.y - end.y) },
      0,
    );
    const others = lines.filter((other) => other !== line);
    const crowded = others.some((other) =>
      ends(other).some((p) => (p.y === start.y || p.y === end.y) && Math.abs(p.x - x) < APART),
    );
    const met = others.some((other) => pieces(other.points).some(({ box }) => overlap(box, grown(path, 8))));
    const blocked = nodes.some((node) => node !== source && node !== target && overlap(node, grown(path, 8)));
    return !crowded && !met && !blocked;
  };
  const wish = Math.round((start.x + end.x) / 2);
  for (let away = 0; away <= most - least; away += 1)
    for (const x of [wish - away, wish + away]) if (x >= least && x <= most && free(x)) return x;
  return null;
}

export function straighten<T extends Line>(lines: readonly T[], nodes: readonly DrawnNode[]): T[] {
  const straight = [...lines];
  for (const [i, line] of straight.entries()) {
    if (line.points.length < 4) continue;
    const x = straightX(line, straight, nodes);
    const [start, end] = ends(line);
    if (x !== null && start && end)
      straight[i] = {
        ...line,
        points: [
          { x, y: start.y },
          { x, y: end.y },
        ],
      };
  }
  return straight;
}

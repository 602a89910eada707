// Takes needless bends out of lines: an end may slide along its box's border, so that two upright pieces become one.
import type { Box, DrawnEdge, DrawnNode, Point } from './drawing.ts';
import { grown, overlap, pieces } from './geometry.ts';

type Line = Pick<DrawnEdge, 'from' | 'to' | 'points'>;

/** From a corner of a box; between two lines at the same side of it; between a line and whatever it passes. */
const INSET = 16;
const APART = 18;
const CLEAR = 10;

interface Scene {
  readonly line: Line;
  readonly others: readonly Line[];
  readonly nodes: readonly DrawnNode[];
}

const ends = (line: Line): Point[] =>
  [line.points[0], line.points.at(-1)].filter((point) => point !== undefined);

function isFree({ line, others, nodes }: Scene, x: number, a: Point, b: Point): boolean {
  const path: Box = { x, y: Math.min(a.y, b.y), width: 0, height: Math.abs(a.y - b.y) };
  const around = grown(path, CLEAR);
  const crowded = others.some((other) =>
    ends(other).some((end) => (end.y === a.y || end.y === b.y) && Math.abs(end.x - x) < APART),
  );
  const met = others.some((other) => pieces(other.points).some(({ box }) => overlap(box, around)));
  const blocked = nodes.some((node) => node.id !== line.from && node.id !== line.to && overlap(node, around));
  return !crowded && !met && !blocked;
}

/** The x that the pieces before and after point `i` could share: an end moves within its box, a bend stays. */
function sharedX(scene: Scene, i: number): number | null {
  const { line, nodes } = scene;
  const [a, b, c, d] = line.points.slice(i, i + 4);
  if (!a || !b || !c || !d || a.x !== b.x || c.x !== d.x) return null;
  const range = (id: string): [number, number] => {
    const { x = 0, width = 0 } = nodes.find((node) => node.id === id) ?? {};
    return [x + INSET, x + width - INSET];
  };
  const first = i === 0 ? range(line.from) : [a.x, a.x];
  const second = i + 4 === line.points.length ? range(line.to) : [d.x, d.x];
  const least = Math.max(first[0] ?? 0, second[0] ?? 0);
  const most = Math.min(first[1] ?? 0, second[1] ?? 0);
  const wish = Math.min(Math.max(Math.round((a.x + d.x) / 2), least), most);
  for (let away = 0; away <= most - least; away++)
    for (const x of [wish - away, wish + away])
      if (x >= least && x <= most && isFree(scene, x, a, d)) return x;
  return null;
}

function straightened(scene: Scene): readonly Point[] {
  const { points } = scene.line;
  for (let i = 0; i + 3 < points.length; i++) {
    const [x, a, d] = [sharedX(scene, i), points[i], points[i + 3]];
    if (x !== null && a && d)
      return [...points.slice(0, i), { x, y: a.y }, { x, y: d.y }, ...points.slice(i + 4)];
  }
  return points;
}

export function straighten<T extends Line>(lines: readonly T[], nodes: readonly DrawnNode[]): T[] {
  const straight = [...lines];
  for (let round = 0; round < 3; round++)
    for (const [i, line] of straight.entries()) {
      const others = straight.filter((other) => other !== line);
      straight[i] = { ...line, points: straightened({ line, others, nodes }) };
    }
  return straight;
}

// Mermaid moves the ends of an edge to where a line to the node's centre would cross its border, which lays the last
// stretch along the border or aslant. ELK's own points are beside it: edges are drawn again from them, square, with
// round corners, ending where they meet the node.
import {
  type Box,
  boxOf,
  moved,
  outlineOf,
  type Point,
  pathPoints,
  placed,
  type Setting,
} from './svg-geometry.ts';

const radius = 6;

interface Shape {
  readonly box: Box;
  readonly outline: readonly Point[];
}

export function redrawEdges(root: Element, setting: Setting) {
  const nodes = [...root.querySelectorAll('.node')].flatMap((node): Shape[] => {
    const outline = node.querySelector('.label-container');
    if (!outline) return [];
    const move = (point: Point) => moved(node, moved(outline, point));
    const drawn = outline.tagName === 'g' ? outline.querySelector('path') : outline;
    const corners = drawn ? outlineOf(drawn).map(move) : [];
    return [{ box: placed(node, placed(outline, boxOf(outline, setting))), outline: corners }];
  });
  for (const path of root.querySelectorAll('path[data-points]')) {
    const points = JSON.parse(atob(path.getAttribute('data-points') ?? '')) as Point[];
    const drawn = pathPoints(path.getAttribute('d') ?? '');
    const [first, last] = [points[0], points.at(-1)];
    const [drawnFirst, drawnLast] = [drawn[0], drawn.at(-1)];
    if (!first || !last || !drawnFirst || !drawnLast) continue;
    // Mermaid stops short of the node by the length of the arrowhead.
    const gaps = [distance(first, drawnFirst), distance(last, drawnLast)] as const;
    const squared = squareEnd(squareEnd(points, nodes).reverse(), nodes).reverse();
    path.setAttribute('d', rounded(shortened(shortened(squared, gaps[0]).reverse(), gaps[1]).reverse()));
  }
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const near = (a: number, b: number) => Math.abs(a - b) < 1;
const between = (value: number, from: number, length: number) =>
  value > from - 1 && value < from + length + 1;

function onBorder(point: Point, { x, y, width, height }: Box): 'side' | 'level' | null {
  const inside = between(point.x, x, width) && between(point.y, y, height);
  if (inside && (near(point.y, y) || near(point.y, y + height))) return 'level';
  if (inside && (near(point.x, x) || near(point.x, x + width))) return 'side';
  return null;
}

/** The first stretch, made to leave its node at a right angle. */
function squareEnd(points: readonly Point[], nodes: readonly Shape[]): Point[] {
  const [start, port, next] = points;
  if (!start || !port) return [...points];
  if (!near(start.x, port.x) && !near(start.y, port.y)) {
    const left = nodes.find(({ box }) => onBorder(start, box))?.box;
    const side = left && onBorder(start, left);
    if (left && side === 'level' && between(port.x, left.x, left.width)) {
      return [{ x: port.x, y: start.y }, ...points.slice(1)];
    }
    if (left && side === 'side' && between(port.y, left.y, left.height)) {
      return [{ x: start.x, y: port.y }, ...points.slice(1)];
    }
  }
  if (!next) return [...points];
  const node = nodes.find(
    ({ box }) =>
      onBorder(port, box) && between(start.x, box.x, box.width) && between(start.y, box.y, box.height),
  );
  if (!node || (!near(port.x, next.x) && !near(port.y, next.y))) return [...points];
  const vertical = near(port.x, next.x);
  if (vertical ? near(start.x, port.x) : near(start.y, port.y)) return [...points];
  const end = rim(node.outline, port, vertical);
  return distance(end, port) < 1 ? points.slice(1) : [end, ...points.slice(1)];
}

/** Where the line through a point outside meets the outline first: the sides of a hexagon slant away from its box. */
function rim(outline: readonly Point[], port: Point, vertical: boolean): Point {
  const hits = outline.flatMap((from, at): Point[] => {
    const to = outline[(at + 1) % outline.length] ?? from;
    const [start, end, line] = vertical ? [from.x, to.x, port.x] : [from.y, to.y, port.y];
    if (start === end || (start - line) * (end - line) > 0) return [];
    const share = (line - start) / (end - start);
    return [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }];
  });
  return hits.sort((a, b) => distance(a, port) - distance(b, port))[0] ?? port;
}

function shortened(points: readonly Point[], gap: number): Point[] {
  const [start, next] = points;
  if (!start || !next || gap === 0) return [...points];
  const length = distance(start, next);
  if (length <= gap) return [...points];
  const share = gap / length;
  return [
    { x: start.x + (next.x - start.x) * share, y: start.y + (next.y - start.y) * share },
    ...points.slice(1),
  ];
}

function rounded(all: readonly Point[]): string {
  const points = all.filter((point, at) => {
    const [before, after] = [all[at - 1], all[at + 1]];
    if (!before || !after) return true;
    const straight =
      (near(before.x, point.x) && near(point.x, after.x)) ||
      (near(before.y, point.y) && near(point.y, after.y));
    return !straight;
  });
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]];
      if (!before) return `M${point.x},${point.y}`;
      if (!after) return `L${point.x},${point.y}`;
      const bend = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
      const towards = (other: Point) => {
        const share = bend / distance(point, other);
        return `${point.x + (other.x - point.x) * share},${point.y + (other.y - point.y) * share}`;
      };
      return `L${towards(before)}Q${point.x},${point.y} ${towards(after)}`;
    })
    .join('');
}

// The `d` of a line with rounded corners that stops at the base of its arrowhead, and the arrowhead's three points.
import type { Point } from './drawing.ts';

const CORNER = 6;
const HEAD = 8;
const HALF = 4;

const length = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
const show = ({ x, y }: Point): string => `${+x.toFixed(1)} ${+y.toFixed(1)}`;

/** The point `by` pixels from `a` towards `b`. */
function towards(a: Point, b: Point, by: number): Point {
  const part = by / (length(a, b) || 1);
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${show(first)}`;
  for (const [i, corner] of rest.entries()) {
    const before = points[i] ?? corner;
    const after = rest[i + 1];
    if (!after) d += `L${show(towards(corner, before, HEAD - 1))}`;
    else {
      const radius = Math.min(CORNER, length(before, corner) / 2, length(corner, after) / 2);
      d += `L${show(towards(corner, before, radius))}Q${show(corner)} ${show(towards(corner, after, radius))}`;
    }
  }
  return d;
}

export function arrowOf(points: readonly Point[]): string {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? tip;
  const base = towards(tip, before, HEAD);
  const [dx, dy] = [((tip.x - base.x) / HEAD) * HALF, ((tip.y - base.y) / HEAD) * HALF];
  return [tip, { x: base.x - dy, y: base.y + dx }, { x: base.x + dy, y: base.y - dx }].map(show).join(' ');
}

// Small questions about boxes and lines that the layouts and the check of a drawing share.
import type { Box, Drawing, Point } from './drawing.ts';

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const inside = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** The box with `by` more pixels on every side; fewer when negative. */
export const grown = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});

/** The straight pieces of a line, each with its two ends and the one-pixel box that it fills. */
export function pieces(points: readonly Point[]): { a: Point; b: Point; box: Box }[] {
  return points.slice(1).map((b, i) => {
    const a = points[i] ?? b;
    const thin = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    };
    return { a, b, box: grown(thin, 0.5) };
  });
}

export const isUpright = (a: Point, b: Point): boolean => a.x === b.x && a.y !== b.y;

const MARGIN = 4;

/** A drawing moved and sized so that everything in it is inside, with a small margin. */
export function framed({ nodes, groups, edges }: Pick<Drawing, 'nodes' | 'groups' | 'edges'>): Drawing {
  const labels = edges.flatMap(({ label }) => (label ? [label] : []));
  const spots = edges.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 })));
  const all: Box[] = [...nodes, ...groups, ...groups.map((group) => group.name), ...labels, ...spots];
  const left = Math.min(...all.map((box) => box.x)) - MARGIN;
  const top = Math.min(...all.map((box) => box.y)) - MARGIN;
  const moved = <T extends Point>(it: T): T => ({ ...it, x: it.x - left, y: it.y - top });
  return {
    width: Math.ceil((Math.max(...all.map((box) => box.x + box.width)) - left + MARGIN) / 4) * 4,
    height: Math.ceil((Math.max(...all.map((box) => box.y + box.height)) - top + MARGIN) / 4) * 4,
    nodes: nodes.map(moved),
    groups: groups.map((group) => ({ ...moved(group), name: moved(group.name) })),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(moved),
      label: edge.label && moved(edge.label),
    })),
    lifelines: [],
    headings: [],
  };
}

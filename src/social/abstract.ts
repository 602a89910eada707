// A diagram small: its real boxes and lines, the names of its parts, and the first part of its walk marked.

import { labelIn, type PartId, type ViewId, views } from '../architecture/model.ts';
import type { Box, Drawing, Point } from '../diagram/drawing.ts';
import { drawingOf } from '../diagram/figure.ts';
import { box, colours, type Element } from './element.ts';

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Names stay legible in a chat window, so the scale has a floor: a large diagram runs off the right and the bottom. */
const smallest = 1.15;
const largest = 1.3;
/** Distances down are shortened, since the labels that need them are left out. */
const flatter = 0.8;

export async function abstract(view: ViewId, room: Room): Promise<Element> {
  const whole = await drawingOf(view);
  const scale = Math.min(Math.max(room.width / whole.width, smallest), largest);
  const drawing = scaled(whole, scale, scale * flatter);
  const left = Math.min(0, Math.max(room.width - drawing.width, room.width / 2 - focus(drawing, room)));
  const margin = Math.max(0, (room.width - drawing.width) / 2);
  const walked = walk(view);
  return box(
    {
      position: 'absolute',
      left: margin + left,
      top: 0,
      width: drawing.width,
      height: drawing.height,
    },
    lines(drawing, walked),
    ...drawing.nodes.map((node) =>
      nodeBox(node, labelIn(view, node.id as PartId).name, scale, walked.has(node.id)),
    ),
  );
}

/** The middle of the boxes that the room shows. */
function focus({ nodes }: Drawing, { height }: Room): number {
  const shown = nodes.filter(({ y }) => y < height);
  return shown.reduce((sum, { x, width }) => sum + x + width / 2, 0) / Math.max(1, shown.length);
}

function nodeBox({ x, y, width, height }: Box, name: string, scale: number, walked: boolean): Element {
  return box(
    {
      position: 'absolute',
      left: x,
      top: y,
      width,
      height,
      alignItems: 'center',
      justifyContent: 'center',
      border: `2px solid ${walked ? colours.accent : colours.edge}`,
      borderRadius: 10,
      background: walked ? colours.wash : colours.surface,
      fontSize: Math.round(15.5 * scale),
      fontWeight: 600,
      lineHeight: 1.1,
      textAlign: 'center',
    },
    name,
  );
}

function scaled(drawing: Drawing, sx: number, sy: number): Drawing {
  const point = ({ x, y }: Point) => ({ x: x * sx, y: y * sy });
  const area = <B extends Box>(it: B): B => ({
    ...it,
    ...point(it),
    width: it.width * sx,
    height: it.height * sy,
  });
  return {
    ...drawing,
    width: drawing.width * sx,
    height: drawing.height * sy,
    groups: drawing.groups.map(area),
    nodes: drawing.nodes.map(area),
    edges: drawing.edges.map((edge) => ({ ...edge, points: edge.points.map(point) })),
    lifelines: drawing.lifelines.map((line) => ({ ...line, from: point(line.from), to: point(line.to) })),
  };
}

/** The first half of the parts that the steps visit. */
function walk(view: ViewId): Set<string> {
  const visited = [...new Set(views[view].steps.map(({ at }) => at as string))];
  return new Set(visited.slice(0, Math.ceil(visited.length / 2)));
}

function lines({ width, height, groups, edges, lifelines }: Drawing, walked: Set<string>): Element {
  const frames = groups.map((group) =>
    shape('rect', {
      x: group.x,
      y: group.y,
      width: group.width,
      height: group.height,
      rx: 12,
      fill: colours.paper,
      stroke: colours.line,
      'stroke-width': 2,
    }),
  );
  const poles = lifelines.map(({ from, to }) =>
    shape('polyline', { points: list([from, to]), fill: 'none', stroke: colours.line, 'stroke-width': 2 }),
  );
  const paths = edges.flatMap(({ from, to, points }) => {
    const stroke = walked.has(from) && walked.has(to) ? colours.accent : colours.edge;
    return [
      shape('polyline', { points: list(points), fill: 'none', stroke, 'stroke-width': 2 }),
      shape('polygon', { points: list(arrow(points)), fill: stroke }),
    ];
  });
  return {
    type: 'svg',
    props: {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      style: { position: 'absolute', left: 0, top: 0 },
      children: [...frames, ...poles, ...paths],
    },
  };
}

function shape(type: string, props: Readonly<Record<string, string | number>>): Element {
  return { type, props };
}

function list(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}

function arrow(points: readonly Point[]): Point[] {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? tip;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const base = { x: tip.x - dx * 10, y: tip.y - dy * 10 };
  return [tip, { x: base.x - dy * 5, y: base.y + dx * 5 }, { x: base.x + dy * 5, y: base.y - dx * 5 }];
}

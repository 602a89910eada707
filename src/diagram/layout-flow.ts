// Boxes and arrows, top to bottom. ELK decides rows and order; several ways to place them are tried, each is
// straightened and labelled, and the calmest is kept. Same model, same drawing: nothing here is random.
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkExtendedEdge } from 'elkjs/lib/elk-api.js';
import type { FlowView, Relation } from '../architecture/shape.ts';
import type { Box, Drawing, DrawnNode, Point, Shown } from './drawing.ts';
import { type Attempt, boxesFor, graphOf, keyOf } from './elk-graph.ts';
import { framed, overlap, pieces } from './geometry.ts';
import { grid, styles, widthOf } from './measure.ts';
import { placeLabels, type Worded } from './place-labels.ts';
import { straighten } from './straighten.ts';

const WIDEST = 560;
/** How wide a box may be before its words wrap: the first that gives a narrow drawing. */
const ROOMS = [196, 132];
const NAME_PAD = 8;

const attempts = (room: number): Attempt[] =>
  [true, false].flatMap((equal) =>
    (['BRANDES_KOEPF', 'NETWORK_SIMPLEX'] as const).map((placement) => ({
      room,
      equal,
      placement,
      aside: {},
    })),
  );

const elk = new ELK();

const rounded = (point: Point): Point => ({ x: Math.round(point.x), y: Math.round(point.y) });

function lineOf(relation: Relation, edges: readonly ElkExtendedEdge[] = []): Worded {
  const section = edges.find((edge) => edge.id === keyOf(relation))?.sections?.[0];
  if (!section) throw new Error(`ELK drew no line for "${keyOf(relation)}".`);
  const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(rounded);
  if (relation.back) points.reverse();
  return {
    from: relation.from,
    to: relation.to,
    points,
    dashed: relation.async === true,
    words: relation.label,
  };
}

/** On the border, from the top left, where no line passes; null when there is no such place. */
function nameBox(label: string, group: Box, lines: readonly Worded[]): Box | null {
  const size = { width: grid(widthOf(label, 'mono') + 2 * NAME_PAD), height: styles.mono.line };
  const met = (place: Box) =>
    lines.some((line) => pieces(line.points).some((piece) => overlap(place, piece.box)));
  for (const y of [group.y, group.y + group.height])
    for (let x = group.x + 10; x + size.width + 10 <= group.x + group.width; x += 2) {
      const place = { x, y: y - size.height / 2, ...size };
      if (!met(place)) return place;
    }
  return null;
}

interface Tried {
  readonly drawing: Drawing;
  /** Less is calmer. */
  readonly cost: number;
}

async function tryOut(view: FlowView, shown: readonly Shown[], attempt: Attempt): Promise<Tried> {
  const boxes = boxesFor(view, shown, attempt);
  const root = await elk.layout(graphOf(view, boxes, attempt));
  const placed = (root.children ?? []).flatMap((child) => [child, ...(child.children ?? [])]);
  const at = (id: string): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = placed.find((node) => node.id === id) ?? {};
    return { ...rounded({ x, y }), width: Math.round(width), height: Math.round(height) };
  };
  const nodes = shown.map(({ id }): DrawnNode => {
    const { name = [], detail = [] } = boxes.get(id) ?? {};
    return { id, name, detail, ...at(id) };
  });
  const bent = view.relations.map((relation) => lineOf(relation, root.edges));
  const lines = straighten(bent, nodes);
  const named = view.groups.map((group) => ({
    ...group,
    name: nameBox(group.label, at(`group ${group.id}`), lines),
  }));
  const crossed = named.filter((group) => group.name === null && (attempt.aside[group.id] ?? 0) < 90);
  if (crossed.length > 0) {
    const more = crossed.map(({ id }) => [id, (attempt.aside[id] ?? 0) + 24]);
    return tryOut(view, shown, { ...attempt, aside: { ...attempt.aside, ...Object.fromEntries(more) } });
  }
  const groups = named.map(({ id, label, name }) => {
    const box = at(`group ${id}`);
    return { id, label, ...box, name: name ?? { ...box, height: styles.mono.line } };
  });
  const width = Math.round(root.width ?? 0);
  const { edges, cost } = placeLabels({ nodes, groups, edges: lines, width });
  const drawing = framed({ nodes, groups, edges });
  return { drawing, cost: cost + untidiness(drawing) };
}

function untidiness({ nodes, edges, width, height }: Drawing): number {
  const bends = edges.reduce((sum, { points }) => sum + points.length - 2, 0);
  const astray = edges
    .flatMap(({ points }) => pieces(points))
    .reduce((sum, { box }) => sum + box.width - 1, 0);
  const centre = nodes.reduce((sum, node) => sum + node.x + node.width / 2, 0) / nodes.length;
  const lopsided = Math.abs(centre - width / 2);
  return bends * 12 + astray / 6 + lopsided + height / 8 + width / 16;
}

/** With wide boxes if that stays narrow enough for a column, else with their words wrapped. */
export async function layoutFlow(view: FlowView, shown: readonly Shown[]): Promise<Drawing> {
  const drawings: Tried[] = [];
  for (const room of ROOMS) {
    for (const attempt of attempts(room)) drawings.push(await tryOut(view, shown, attempt));
    if (drawings.some(({ drawing }) => drawing.width <= WIDEST)) break;
  }
  const fitting = drawings.filter(({ drawing }) => drawing.width <= WIDEST);
  const best = (fitting.length > 0 ? fitting : drawings).reduce((a, b) => (b.cost < a.cost ? b : a));
  return best.drawing;
}

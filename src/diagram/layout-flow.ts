// Boxes and arrows, top to bottom, by ELK. Same model, same drawing: the seed is fixed and the model's order rules.
// Return edges are handed to ELK reversed, so that they do not turn the drawing round, and turned back after.
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { FlowView, Relation } from '../architecture/shape.ts';
import type { Drawing, DrawnEdge, DrawnNode, Label, Point, Shown } from './drawing.ts';
import { grid, styles, widest, wrap } from './measure.ts';
import { type SizedBox, sizeOf } from './node-box.ts';

const NODE_ROOM = 196;
const LABEL_ROOM = 104;
const GROUP_TOP = 36;
const MARGIN = 4;

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.randomSeed': '1',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.padding': `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '40',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '16',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
};

const keyOf = (relation: Relation): string => `${relation.from}>${relation.to}`;

function labelOf(text: string): { lines: string[]; width: number; height: number } {
  const lines = wrap(text, 'label', LABEL_ROOM);
  return { lines, width: grid(widest(lines, 'label') + 4), height: lines.length * styles.label.line };
}

function graphOf(view: FlowView, boxes: ReadonlyMap<string, SizedBox>): ElkNode {
  const leaf = (id: string): ElkNode => {
    const box = boxes.get(id);
    if (!box) throw new Error(`The view "${view.title}" relates "${id}", which is not among its parts.`);
    return { id, width: box.width, height: box.height };
  };
  const children: ElkNode[] = [];
  for (const id of view.parts) {
    const group = view.groups.find((g) => g.parts.includes(id));
    if (!group) children.push(leaf(id));
    else if (view.parts.find((part) => group.parts.includes(part)) === id)
      children.push({
        id: `group ${group.id}`,
        children: group.parts.map(leaf),
        layoutOptions: { 'elk.padding': `[top=${GROUP_TOP},left=16,bottom=16,right=16]` },
      });
  }
  const edges = view.relations.map((relation): ElkExtendedEdge => {
    const { width, height } = labelOf(relation.label);
    const [source, target] = relation.back ? [relation.to, relation.from] : [relation.from, relation.to];
    return {
      id: keyOf(relation),
      sources: [source],
      targets: [target],
      labels: [{ text: relation.label, width, height, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }],
    };
  });
  return { id: 'root', children, edges, layoutOptions: options };
}

const rounded = (point: Point): Point => ({ x: Math.round(point.x), y: Math.round(point.y) });

function edgeOf(relation: Relation, edge: ElkExtendedEdge): DrawnEdge {
  const section = edge.sections?.[0];
  if (!section) throw new Error(`ELK drew no line for "${keyOf(relation)}".`);
  const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(rounded);
  if (relation.back) points.reverse();
  const placed = edge.labels?.[0];
  const { lines, width, height } = labelOf(relation.label);
  const label: Label = { lines, width, height, ...rounded({ x: placed?.x ?? 0, y: placed?.y ?? 0 }) };
  return { from: relation.from, to: relation.to, points, dashed: relation.async === true, label };
}

export async function layoutFlow(view: FlowView, shown: readonly Shown[]): Promise<Drawing> {
  const boxes = new Map(shown.map((part) => [part.id, sizeOf(part, NODE_ROOM, 112)]));
  const root = await new ELK().layout(graphOf(view, boxes));
  const placed = (root.children ?? []).flatMap((child) => [child, ...(child.children ?? [])]);
  const at = (id: string) => {
    const { x = 0, y = 0, width = 0, height = 0 } = placed.find((node) => node.id === id) ?? {};
    return { ...rounded({ x, y }), width: Math.round(width), height: Math.round(height) };
  };
  const nodes = shown.map(({ id }): DrawnNode => {
    const { name = [], detail = [] } = boxes.get(id) ?? {};
    return { id, name, detail, ...at(id) };
  });
  const edges = view.relations.map((relation) => {
    const edge = root.edges?.find((e) => e.id === keyOf(relation));
    if (!edge) throw new Error(`ELK lost the relation "${keyOf(relation)}".`);
    return edgeOf(relation, edge);
  });
  const groups = view.groups.map(({ id, label }) => ({ id, label, ...at(`group ${id}`) }));
  return {
    width: grid(root.width ?? 0),
    height: grid(root.height ?? 0),
    groups,
    nodes,
    edges,
    lifelines: [],
    headings: [],
  };
}

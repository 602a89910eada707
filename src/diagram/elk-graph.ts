// A flow view as ELK's graph. Return edges are handed over reversed, so that they do not turn the drawing round.
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { FlowView, Relation } from '../architecture/shape.ts';
import type { Shown } from './drawing.ts';
import { type SizedBox, sizeOf } from './node-box.ts';

/** One way to draw a view: the layout tries several and keeps the calmest. */
export interface Attempt {
  /** How wide a box may be before its words wrap. */
  readonly room: number;
  /** Whether the boxes of a group are equally wide. */
  readonly equal: boolean;
  readonly placement: 'BRANDES_KOEPF' | 'NETWORK_SIMPLEX';
  /** Space at the left inside a group, where its name would otherwise be crossed by a line. */
  readonly aside: Readonly<Record<string, number>>;
}

const GROUP_PAD = 16;

/** ELK does not hand these down: each group gets them too. */
const spacing = {
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '20',
  'elk.layered.spacing.nodeNodeBetweenLayers': '52',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '18',
};

const options = {
  ...spacing,
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.randomSeed': '1',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '40',
};

export const keyOf = (relation: Relation): string => `${relation.from}>${relation.to}`;

export function boxesFor(view: FlowView, shown: readonly Shown[], attempt: Attempt): Map<string, SizedBox> {
  const own = new Map(shown.map((part) => [part.id, sizeOf(part, attempt.room, 112)]));
  if (!attempt.equal) return own;
  return new Map(
    [...own].map(([id, box]) => {
      const peers = view.groups.find((group) => group.parts.includes(id))?.parts ?? [id];
      return [id, { ...box, width: Math.max(...peers.map((peer) => own.get(peer)?.width ?? 0)) }];
    }),
  );
}

export function graphOf(view: FlowView, boxes: ReadonlyMap<string, SizedBox>, attempt: Attempt): ElkNode {
  const leaf = (id: string): ElkNode => {
    const box = boxes.get(id);
    if (!box) throw new Error(`The view "${view.title}" groups "${id}", which is not among its parts.`);
    return { id, width: box.width, height: box.height };
  };
  const children = view.parts.flatMap((id): ElkNode[] => {
    const group = view.groups.find((g) => g.parts.includes(id));
    if (!group) return [leaf(id)];
    if (view.parts.find((part) => group.parts.includes(part)) !== id) return [];
    const left = GROUP_PAD + (attempt.aside[group.id] ?? 0);
    const padding = `[top=${GROUP_PAD + 4},left=${left},bottom=${GROUP_PAD},right=${GROUP_PAD}]`;
    const layoutOptions = { ...spacing, 'elk.padding': padding };
    return [{ id: `group ${group.id}`, children: group.parts.map(leaf), layoutOptions }];
  });
  const edges = view.relations.map((relation): ElkExtendedEdge => {
    const [source, target] = relation.back ? [relation.to, relation.from] : [relation.from, relation.to];
    return { id: keyOf(relation), sources: [source], targets: [target] };
  });
  const layoutOptions = { ...options, 'elk.layered.nodePlacement.strategy': attempt.placement };
  return { id: 'root', children, edges, layoutOptions };
}

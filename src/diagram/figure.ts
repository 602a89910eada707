// A view of the model as the components need it: names with the view's aliases, relations, links, and its drawing.
import { labelIn, type PartId, type ViewId, viewIds, views } from '../architecture/model.ts';
import type { Relation, View } from '../architecture/shape.ts';
import { nearest } from '../nearest.ts';
import type { Drawing, Shown } from './drawing.ts';
import { layoutFlow } from './layout-flow.ts';
import { layoutSequence } from './layout-sequence.ts';
import { layoutStack } from './layout-stack.ts';

/** The id itself, or an error that names the nearest one. */
export function viewNamed(word: string): ViewId {
  const found = viewIds.find((id) => id === word);
  if (found) return found;
  throw new Error(`There is no diagram "${word}". Did you mean "${nearest(word, viewIds)}"?`);
}

export interface ShownPart extends Shown {
  readonly id: PartId;
}

export const shownAs = (view: ViewId, id: PartId): ShownPart => ({ id, ...labelIn(view, id) });

export const shownIn = (view: ViewId): ShownPart[] => views[view].parts.map((id) => shownAs(view, id));

/** A sequence's messages count as relations: the answers are its asynchronous ones, the dashed. */
export function relationsOf(view: ViewId): readonly Relation<PartId>[] {
  const it: View<PartId> = views[view];
  if (it.layout !== 'sequence') return it.relations;
  return it.messages.map(({ from, to, label, reply }) =>
    reply ? { from, to, label, back: true } : { from, to, label },
  );
}

/** A link inside the diagram itself; `addressOf` leads to it from anywhere. */
export const linkTo = (view: ViewId, part?: PartId): string => (part ? `#${view}/${part}` : `#${view}`);

export interface Neighbour {
  readonly other: ShownPart;
  readonly labels: readonly string[];
}

/** The parts that lead here, or that this one leads to, each with the labels of all its relations. */
export function neighbours(view: ViewId, part: PartId, side: 'before' | 'after'): Neighbour[] {
  const found = new Map<PartId, string[]>();
  for (const { from, to, label } of relationsOf(view)) {
    const [here, there] = side === 'after' ? [from, to] : [to, from];
    if (here === part && there !== part) found.set(there, [...(found.get(there) ?? []), label]);
  }
  return [...found].map(([id, labels]) => ({ other: shownAs(view, id), labels }));
}

/** "Redis. Cache · Sessions. Leads to a, b." */
export function spoken(view: ViewId, part: ShownPart): string {
  const names = neighbours(view, part.id, 'after').map(({ other }) => other.name);
  const sentences = [part.name, part.detail, names.length > 0 ? `Leads to ${names.join(', ')}` : ''];
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

async function layout(view: ViewId): Promise<Drawing> {
  const it: View<PartId> = views[view];
  if (it.layout === 'flow') return layoutFlow(it, shownIn(view));
  return it.layout === 'stack' ? layoutStack(it, shownIn(view)) : layoutSequence(it, shownIn(view));
}

const drawn = new Map<ViewId, Promise<Drawing>>();

/** Laid out once a build, however often it is shown. */
export function drawingOf(view: ViewId): Promise<Drawing> {
  const drawing = drawn.get(view) ?? layout(view);
  drawn.set(view, drawing);
  return drawing;
}

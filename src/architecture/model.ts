// The architecture, as everything else imports it: each system once, and the diagrams that choose from them.

import { type PartId, parts } from './parts.ts';
import type { Part } from './shape.ts';
import { type ViewId, viewIds, views } from './views.ts';

export { type PartId, partIds, parts } from './parts.ts';
export { type ViewId, viewIds, views } from './views.ts';

/** The diagrams that a part appears in, in the order of the pages. */
export function viewsOf(id: PartId): ViewId[] {
  return viewIds.filter((view) => views[view].parts.includes(id));
}

/** The diagram that a link to a part opens: the one on the page of its section, or else the first that shows it. */
export function homeView(id: PartId): ViewId {
  const { section } = parts[id];
  const shown = viewsOf(id);
  const home = shown.find((view) => views[view].page === section) ?? shown[0];
  if (home === undefined) throw new Error(`No diagram shows the part "${id}"`);
  return home;
}

/** A part's name and second line as one diagram shows them. */
export function labelIn(view: ViewId, id: PartId): Pick<Part, 'name' | 'detail'> {
  const { name, detail } = parts[id];
  return { name, detail, ...views[view].alias?.[id] };
}

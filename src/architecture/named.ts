import { type PartId, parts, type ViewId, views } from './model.ts';
import type { Alias } from './shape.ts';

/** The name and second line that a part carries in a view. */
export function named(view: ViewId, id: PartId): { name: string; detail: string } {
  const alias: Alias | undefined = (views[view].alias as Partial<Record<PartId, Alias>> | undefined)?.[id];
  return { name: alias?.name ?? parts[id].name, detail: alias?.detail ?? parts[id].detail };
}

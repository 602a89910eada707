// What a link brings: ?topic=ai-layer&from=router&claim=ai-layer-text-gives-orders. Seen in the form, and removable there.
import '../runtime/tab/jitless.ts';
import { lead } from '#api/leads/contract.ts';

export interface Context {
  readonly topic?: string;
  readonly from?: string;
  readonly claim?: string;
}

const fields = { topic: lead.shape.topic, from: lead.shape.from, claim: lead.shape.claim };

/** Ids only: what is not one is left out, and nothing of an address is ever shown as it came. */
export function contextOf(search: string): Context {
  const given = new URLSearchParams(search.slice(0, 2_000));
  const context: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const parsed = field.safeParse(given.get(name) ?? undefined);
    if (parsed.success && parsed.data !== undefined) context[name] = parsed.data;
  }
  return context;
}

/** The address that brings it; relative. */
export function linkWith(context: Context): string {
  const query = new URLSearchParams(Object.entries(context).filter(([, id]) => id !== '')).toString();
  return query === '' ? '/start/' : `/start/?${query}`;
}

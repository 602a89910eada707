// Routes over a whole organisation's things: decided on the collection, the refusal in the trail before it goes out.
import type { Decision } from '../access/evaluate.ts';
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import type { Action } from '../access/policy.ts';
import { record } from '../audit/append.ts';
import type { Entry } from '../audit/entry.ts';
import type { Call } from '../route.ts';

export interface Admitted {
  readonly verdict: Decision;
  /** The entry of this request, for the end of its transaction. */
  entry(resource: string | null, details?: Entry['details']): Entry;
}

/** @throws Problem 'forbidden', after the refusal is in the chain. */
export async function admit(call: Call, action: Action): Promise<Admitted> {
  const { organisation } = call.principal;
  const all = { organisation, owner: null, department: null, classification: null, locked: false };
  const verdict = judgeOf(call)(call.principal, action, all);
  if (!verdict.allow) {
    await record(call.deps.database, entryOf(call, action, null, verdict));
    throw refusal(verdict);
  }
  return { verdict, entry: (resource, details) => entryOf(call, action, resource, verdict, details) };
}

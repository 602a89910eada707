// L4 for people and sessions: the owner of an account, or of a session, is the person it stands for. One entry in the trail
// for each decision.
import { decide } from '../access/decide.ts';
import type { Decision, Resource } from '../access/evaluate.ts';
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import type { Action } from '../access/policy.ts';
import type { Call, Principal } from '../route.ts';
import type { Beside } from './services.ts';

/** Something that belongs to a person; null: to nobody in particular, as a list does. */
export const belongingTo = (organisation: string, owner: string | null): Resource => ({
  organisation,
  owner,
  department: null,
  classification: null,
  locked: false,
});

/** @param as the caller as the database knows them now, where that is at hand. */
export const judged = (
  call: Call,
  action: Action,
  resource: Resource | null,
  as: Principal = call.principal,
): Decision => judgeOf(call, decide)(as, action, resource);

/** Allowed by what the token says, or recorded and refused. @throws Problem 'forbidden' or 'not-found' */
export async function admit(
  call: Call,
  { record }: Pick<Beside, 'record'>,
  action: Action,
  resource: Resource | null,
): Promise<Decision> {
  const decision = judged(call, action, resource);
  if (decision.allow) return decision;
  await record(call.deps.database, entryOf(call, action, null, decision));
  throw refusal(decision);
}

/** An allowed read: noted, where there is a trail that gathers notes; else recorded. */
export async function noted(
  call: Call,
  { record, note }: Beside,
  action: Action,
  resource: string | null,
  decision: Decision,
) {
  const entry = entryOf(call, action, resource, decision);
  if (note) note(entry);
  else await record(call.deps.database, entry);
}

// Decisions of people, and taking them back. One transaction each: item, decision, input and the entry in the trail stand or
// fall together. What is decided is stored by the pipeline when the time to undo is over.
import type { Decision as Verdict } from '../access/evaluate.ts';
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import { record } from '../audit/append.ts';
import { digestOf, hexOf } from '../intake/bound.ts';
import { findInput, type StoredInput } from '../intake/store.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import type { Call } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import type { BatchBody, DecideBody } from './contract.ts';
import { type Asked, graceMs, leaseMs, outcome } from './outcome.ts';
import {
  findDecision,
  findPatterns,
  holdItem,
  holdPattern,
  type Item,
  insertDecision,
  passOn,
  writeItem,
} from './store.ts';

/** May this reviewer decide it? Neither who sent it in nor who decided it first (AUTHZ-09). */
export function mayDecide(
  call: Call,
  action: 'review.decide' | 'review.undo' | 'review.batch',
  item: Item | undefined,
): Verdict {
  const judge = judgeOf(call);
  const of = (owner: string | null) =>
    judge(
      call.principal,
      action,
      item === undefined
        ? null
        : {
            organisation: item.organisation_id,
            owner,
            department: null,
            classification: null,
            locked: false,
          },
    );
  const sent = of(item?.author ?? null);
  if (!sent.allow || item?.state !== 'second' || action === 'review.undo') return sent;
  return of(item.first_by);
}

/** Work in the caller's transaction; a Problem that it gives back is thrown after the commit, so that its entry stays. */
export async function inScope<T>(call: Call, work: (tx: Transaction) => Promise<T | Problem>): Promise<T> {
  const { organisation, user, role } = call.principal;
  const done = await call.deps.database.transaction({ organisation, user, role }, work);
  if (done instanceof Problem) throw done;
  return done;
}

/** An item in somebody's hands, and the input that it is about. */
export interface Held {
  readonly item: Item;
  readonly input: StoredInput;
}

export async function withInput(tx: Transaction, item: Item): Promise<Held> {
  const input = await findInput(tx, item.input_id);
  if (input === undefined) throw new Error('an item without its input');
  return { item, input };
}

export function decide(call: Call, id: string, asked: DecideBody) {
  return inScope(call, async (tx) => {
    const item = await holdItem(tx, id);
    const verdict = mayDecide(call, 'review.decide', item);
    const refuse = async (code?: ProblemCode) => {
      await record(tx, entryOf(call, 'review.decide', id, verdict, code ? { outcome: code } : undefined));
      return code === undefined
        ? refusal(verdict)
        : new Problem(code, { layer: 'L4', rule: `review.${code}` });
    };
    if (!verdict.allow || item === undefined) return refuse();
    const result = await apply(
      tx,
      call,
      item,
      { ...asked, by: call.principal.user, fields: asked.fields ?? null },
      asked.reason,
    );
    if ('fault' in result)
      return refuse(result.fault === 'nothing-to-approve' ? 'invalid-input' : 'conflict');
    const { decision, state, hash } = result;
    const details = { decision, action: asked.action, draft: hash, fence: asked.fence };
    await record(tx, entryOf(call, 'review.decide', id, verdict, details));
    return { decision, state, undoUntil: new Date(call.deps.clock.now() + graceMs).toISOString() };
  });
}

type Applied =
  | { readonly fault: 'stale' | 'changed' | 'nothing-to-approve' }
  | { readonly decision: string; readonly state: Item['state']; readonly hash: string };

async function apply(
  tx: Transaction,
  call: Call,
  item: Item,
  asked: Asked,
  reason: string,
): Promise<Applied> {
  const { clock, ids } = call.deps;
  const before = hexOf(item.draft_hash);
  const now = clock.now();
  const result = outcome(item, before, asked, now);
  if (result.kind !== 'decided') return { fault: result.kind };
  const { state, escalated, firstBy, draft } = result;
  const decision = ids.uuid();
  // Made on another thread in a browser, while the database works on this one.
  const digest = digestOf(draft);
  if (state === 'done') await passOn(tx, item.input_id, 'decided', new Date(now + graceMs));
  const hash = await digest;
  await insertDecision(
    tx,
    {
      id: decision,
      organisation: item.organisation_id,
      input_id: item.input_id,
      reviewer: asked.by,
      action: asked.action,
      reason,
      draftHash: hash,
      before: {
        draft: item.draft,
        hash: before,
        state: item.state,
        firstBy: item.first_by,
        escalated: item.escalated,
      },
    },
    new Date(now),
  );
  await writeItem(tx, item.input_id, {
    ...{ state, escalated, firstBy, draft, decision, draftHash: hash },
    claimedBy: null,
    leaseUntil: null,
  });
  return { decision, state, hash };
}

/** The item as it was, in the hands of whoever decided. @throws Problem 'conflict' when it is too late */
export function undo(call: Call, id: string, decisionId: string) {
  const { deps, principal } = call;
  return inScope(call, async (tx): Promise<Held | Problem> => {
    const item = await holdItem(tx, id);
    const verdict = mayDecide(call, 'review.undo', item);
    const entry = (details?: Record<string, string>) => entryOf(call, 'review.undo', id, verdict, details);
    if (!verdict.allow || item === undefined) {
      await record(tx, entry());
      return refusal(verdict);
    }
    const now = deps.clock.now();
    const decision = await findDecision(tx, decisionId);
    const theirs =
      decision?.reviewer === principal.user && item.decision === decisionId && item.claimed_by === null;
    const inTime = theirs && now < decision.at.getTime() + graceMs;
    if (!inTime || (item.state === 'done' && (await passOn(tx, id, 'review', new Date(now))).length === 0)) {
      await record(tx, entry({ outcome: 'conflict' }));
      return new Problem('conflict', { layer: 'L4', rule: 'review.too-late' });
    }
    const { before } = decision;
    // Written while the item is as it was decided: a second reviewer who decided is not who decided first.
    await insertDecision(
      tx,
      {
        id: deps.ids.uuid(),
        organisation: item.organisation_id,
        input_id: id,
        reviewer: principal.user,
        action: 'undo',
        reason: '',
        draftHash: before.hash,
        before: { ...before, state: item.state },
      },
      new Date(now),
    );
    await writeItem(tx, id, {
      state: before.state,
      escalated: before.escalated,
      claimedBy: principal.user,
      leaseUntil: new Date(now + leaseMs),
      firstBy: before.firstBy,
      decision: null,
      draft: before.draft,
      draftHash: before.hash,
    });
    const held = await withInput(tx, (await holdItem(tx, id)) as Item);
    await record(tx, entry({ decision: decisionId }));
    return held;
  });
}

/** All items of one pattern, as they were counted, or none. */
export function decideBatch(call: Call, { pattern, digest, action, reason }: BatchBody) {
  const { deps, principal } = call;
  return inScope(call, async (tx) => {
    const now = deps.clock.now();
    const at = new Date(now);
    const items = await holdPattern(tx, principal.user, pattern, at);
    const counted = (await findPatterns(tx, principal.user, at)).find((one) => one.pattern === pattern);
    const verdicts = items.map((item) => mayDecide(call, 'review.batch', item));
    const anything = judgeOf(call)(principal, 'review.batch', {
      organisation: principal.organisation,
      owner: null,
      department: null,
      classification: null,
      locked: false,
    });
    const verdict = verdicts.find(({ allow }) => !allow) ?? anything;
    if (!verdict.allow) {
      await record(tx, entryOf(call, 'review.batch', null, verdict));
      return refusal(verdict);
    }
    if (counted === undefined || counted.digest !== digest || counted.count !== items.length) {
      await record(tx, entryOf(call, 'review.batch', null, verdict, { outcome: 'conflict' }));
      return new Problem('conflict', { layer: 'L4', rule: 'review.recount' });
    }
    // No usable answer: such a pattern can only be rejected, or taken one by one.
    if (action === 'approve' && items.some(({ draft }) => draft.fields === null)) {
      await record(tx, entryOf(call, 'review.batch', null, verdict, { outcome: 'invalid-input' }));
      return new Problem('invalid-input', { layer: 'L5', rule: 'review.nothing-to-approve' });
    }
    const entries = [];
    const decisions = [];
    for (const item of items) {
      const held = { ...item, claimed_by: principal.user, lease_until: new Date(now + leaseMs) };
      const asked = {
        action,
        by: principal.user,
        fence: item.fence,
        hash: hexOf(item.draft_hash),
        fields: null,
      };
      const result = await apply(tx, call, held, asked, reason);
      if ('fault' in result) throw new Error(`a held item was ${result.fault}`);
      const details = { decision: result.decision, action, draft: result.hash };
      decisions.push({ id: item.input_id, decision: result.decision });
      entries.push({
        ...entryOf(call, 'review.batch', item.input_id, verdict, details),
        action: 'review.batched',
      });
    }
    await record(tx, ...entries, entryOf(call, 'review.batch', null, verdict, { decided: items.length }));
    return { decided: items.length, decisions, undoUntil: new Date(now + graceMs).toISOString() };
  });
}

// Every change of a document goes this way: hold member and document, decide on what is held, change, record, commit.
// Between decision and change nobody can lock the document, move the member or disable the account.
import type { Decision } from '../access/evaluate.ts';
import { entryOf, isRefusedByDatabase, judgeOf, refusal, rowSecurity } from '../access/judge.ts';
import type { Action } from '../access/policy.ts';
import { record } from '../audit/append.ts';
import { Problem } from '../problem.ts';
import type { Call } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import type { Beside } from './services.ts';
import { asOfNow } from './shown.ts';
import { holdDocument, resourceOf, type Seen } from './store.ts';

export interface Asked<T> {
  readonly id: string;
  /** The route's own, then one for each field: all must be allowed. */
  readonly actions: readonly [Action, ...Action[]];
  /** What the caller saw; null where it does not matter. */
  readonly version: number | null;
  /** @returns undefined when row security lets nothing through, a Problem when it cannot be done. */
  readonly work: (tx: Transaction, held: Seen) => Promise<T | Problem | undefined>;
}

/** @throws Problem 'not-found', 'forbidden', 'conflict' or what `work` gave; each is in the trail by then. */
export async function change<T extends object>(call: Call, { decide }: Beside, asked: Asked<T>): Promise<T> {
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const judge = judgeOf(call, decide);
  const [action] = asked.actions;
  const entry = (verdict: Decision, outcome?: string) =>
    entryOf(call, action, asked.id, verdict, outcome === undefined ? undefined : { outcome });

  async function within(tx: Transaction): Promise<T | Problem> {
    const held = await holdDocument(tx, asked.id);
    const subject = asOfNow(principal, held);
    const resource = held === undefined ? null : resourceOf(held);
    const verdicts = asked.actions.map((one) => judge(subject, one, resource));
    const verdict = verdicts.find(({ allow }) => !allow) ?? (verdicts[0] as Decision);
    // Given back and not thrown: the transaction commits, so that the refusal stays in the trail.
    if (!verdict.allow || held === undefined) return refuse(tx, verdict);
    if (asked.version !== null && asked.version !== held.version) {
      await record(tx, entry(verdict, 'conflict'));
      return new Problem('conflict');
    }
    const done = await asked.work(tx, held);
    if (done === undefined) return refuse(tx, rowSecurity);
    await record(tx, entry(verdict, done instanceof Problem ? done.code : undefined));
    return done;
  }

  async function refuse(tx: Transaction, verdict: Decision): Promise<Problem> {
    await record(tx, entry(verdict));
    return refusal(verdict);
  }

  const outcome = await deps.database.transaction({ organisation, user, role }, within).catch((error) => {
    if (isRefusedByDatabase(error)) return refuse(deps.database, rowSecurity);
    throw error;
  });
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

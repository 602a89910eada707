// Adding and changing accounts: hold the actor, decide on what is held, change, record, commit.
import type { Decision } from '../access/evaluate.ts';
import { entryOf, isRefusedByDatabase, refusal, rowSecurity } from '../access/judge.ts';
import { Problem } from '../problem.ts';
import type { Call, Principal } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import { rowOf } from '../storage/row-of.ts';
import {
  type AccountChange,
  type AccountRow,
  accountOf,
  addAccount,
  changeAccount,
  holdActor,
} from './accounts-store.ts';
import { admit, belongingTo, judged } from './judged.ts';
import { refuseWeak } from './password-change.ts';
import type { Inside } from './services.ts';

/** @returns null for an actor who was disabled a moment ago. */
async function asOfNow(tx: Transaction, principal: Principal): Promise<Principal | null> {
  const held = await holdActor(tx, principal.user);
  return held && { ...principal, ...held };
}

export interface Addition {
  readonly email: string;
  readonly name: string;
  readonly role: Principal['role'];
  readonly department: string;
  readonly password: string;
}

type Added =
  | { readonly row: AccountRow }
  | { readonly row: null; readonly decision: Decision; readonly problem: Problem };

/** A creating call's database is one transaction with the kept answer, rolled back when the call is refused. */
export async function addTo(inside: Inside, call: Call, asked: Addition): Promise<AccountRow> {
  const { vault, record } = inside;
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const list = belongingTo(organisation, null);
  await admit(call, inside, 'users.add', list);
  await refuseWeak(asked.password, '/password');
  const id = deps.ids.uuid();
  const name = await vault.seal('users', 'name', rowOf(organisation, id), asked.name);
  const phc = await deps.passwords.hash(asked.password);
  const adding = async (tx: Transaction): Promise<Added> => {
    const actor = await asOfNow(tx, principal);
    const decision = actor === null ? rowSecurity : judged(call, 'users.add', list, actor);
    if (!decision.allow) return { row: null, decision, problem: refusal(decision) };
    const { email, role: given, department } = asked;
    const account = {
      id,
      organisation,
      email,
      name,
      role: given,
      department,
      phc,
      at: new Date(deps.clock.now()),
    };
    // Addresses are one space for all organisations, because signing in begins with one: an admin learns that it is taken.
    if (!(await addAccount(tx, account)))
      return { row: null, decision, problem: new Problem('already-exists') };
    const row = (await accountOf(tx, id)) as AccountRow;
    await record(tx, entryOf(call, 'users.add', id, decision));
    return { row };
  };
  const done = await deps.database.transaction({ organisation, user, role }, adding).catch((error): Added => {
    if (isRefusedByDatabase(error))
      return { row: null, decision: rowSecurity, problem: refusal(rowSecurity) };
    throw error;
  });
  if (done.row !== null) return done.row;
  const entry = entryOf(call, 'users.add', null, done.decision, { outcome: done.problem.code });
  // The transaction is about to be rolled back, and a second connection is not worth waiting for: it is noted.
  inside.note?.(entry);
  throw done.problem;
}

/** @throws Problem 'not-found' for another organisation's, 'forbidden' for one's own and for who is no admin. */
export async function changeIn(
  inside: Inside,
  call: Call,
  id: string,
  change: AccountChange,
): Promise<AccountRow> {
  const { record, revoked } = inside;
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const changing = async (tx: Transaction): Promise<AccountRow | Problem> => {
    const actor = await asOfNow(tx, principal);
    const there = await accountOf(tx, id);
    const resource = there && belongingTo(organisation, id);
    const decision = actor === null ? rowSecurity : judged(call, 'users.change', resource, actor);
    const row = decision.allow ? await changeAccount(tx, id, change) : null;
    // Given back and not thrown: the transaction commits, so that the refusal stays in the trail.
    await record(tx, entryOf(call, 'users.change', id, decision));
    return row ?? refusal(decision);
  };
  const done = await deps.database
    .transaction({ organisation, user, role }, changing)
    .catch(async (error) => {
      if (!isRefusedByDatabase(error)) throw error;
      await record(deps.database, entryOf(call, 'users.change', id, rowSecurity));
      return refusal(rowSecurity);
    });
  if (done instanceof Problem) throw done;
  await revoked.sync();
  return done;
}

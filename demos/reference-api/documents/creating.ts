// A creating call's database is one transaction with the kept answer (idempotency.ts), rolled back when the call is refused.
import { entryOf, isRefusedByDatabase, judgeOf, refusal, rowSecurity } from '../access/judge.ts';
import { record } from '../audit/append.ts';
import type { Call, Principal, Reply } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import type { Creation } from './contract.ts';
import type { Beside } from './services.ts';
import { asOfNow, documentOf } from './shown.ts';
import { holdMember, insertDocument } from './store.ts';

export async function create(call: Call, beside: Beside, asked: Creation): Promise<Reply> {
  const { deps, principal } = call;
  const { organisation, user, role } = principal;
  const judge = judgeOf(call, beside.decide);
  const { title, body, department, classification } = asked;
  const resource = { organisation, owner: user, department, classification, locked: false };
  const decided = (as: Principal) => judge(as, 'documents.create', resource);

  // By the token first: what it does not allow costs no transaction, and its refusal is recorded before one begins.
  const early = decided(principal);
  if (!early.allow) {
    await record(deps.database, entryOf(call, 'documents.create', null, early));
    throw refusal(early);
  }

  const id = deps.ids.uuid();
  const sealed = await beside.vault.seal('documents', 'body', rowOf(organisation, id), body);
  const at = new Date(deps.clock.now());
  const done = await deps.database
    .transaction({ organisation, user, role }, async (tx) => {
      const member = await holdMember(tx);
      const verdict = member === undefined ? rowSecurity : decided(asOfNow(principal, member));
      if (!verdict.allow || member === undefined) return { refused: verdict };
      const stored = await insertDocument(tx, { ...resource, id, title, body: sealed, at });
      await record(tx, entryOf(call, 'documents.create', id, verdict));
      return { row: { ...stored, ...member } };
    })
    .catch((error) => {
      if (isRefusedByDatabase(error)) return { refused: rowSecurity };
      throw error;
    });
  if ('refused' in done) {
    // The transaction is about to be rolled back, and a second connection is not worth waiting for: it is noted.
    beside.trail.note(entryOf(call, 'documents.create', id, done.refused));
    throw refusal(done.refused);
  }
  return {
    status: 201,
    body: await documentOf(beside.vault, judge, principal, done.row),
    headers: { location: `/v1/documents/${id}` },
  };
}

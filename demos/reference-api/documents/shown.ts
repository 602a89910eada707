// A stored document in the form of the wire: named fields only, the text opened last and only for who may read it.
import type { Decide } from '../access/evaluate.ts';
import type { Principal } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import type { Vault } from '../vault/vault.ts';
import { type Member, resourceOf, type Seen, type Stored } from './store.ts';

/** The caller with the role and department that the database has now; the token's may be minutes old. */
export const asOfNow = (principal: Principal, member: Member | undefined): Principal =>
  member === undefined
    ? principal
    : { ...principal, role: member.member_role, department: member.member_department };

export const summaryOf = (row: Stored) => ({
  id: row.id,
  ownerId: row.owner_id,
  title: row.title,
  department: row.department,
  classification: row.classification,
  locked: row.locked,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** @throws SealRefused when the stored text was not sealed for this row of this organisation. */
export async function documentOf(vault: Vault, judge: Decide, principal: Principal, row: Seen) {
  const readable =
    row.body_sealed !== null && judge(asOfNow(principal, row), 'documents.read.body', resourceOf(row)).allow;
  if (!readable) return summaryOf(row);
  const body = await vault.open('documents', 'body', rowOf(row.organisation_id, row.id), row.body_sealed);
  return { ...summaryOf(row), body };
}

// For tests: documents put in place by the owner of the tables, in any situation, and looked at behind the service's back.
import type { Principal } from '../route.ts';
import { type SeedUser, users } from '../storage/examples.ts';
import type { Owner } from '../storage/migrate.ts';
import { sql } from '../storage/sql.ts';
import type { Vault } from '../vault/vault.ts';

export interface Placed {
  readonly id: string;
  readonly organisation: string;
  readonly owner: string;
  readonly department: string;
  readonly classification: 'public' | 'internal' | 'confidential';
  readonly locked: boolean;
  readonly title: string;
}

export const principalOf = ({ id, organisation, role, department }: SeedUser): Principal => ({
  user: id,
  organisation,
  role,
  department,
  family: '01900000-0000-7000-8000-0000000000ff',
});

/** One member of each role, in the first organisation. */
export const member: Readonly<Record<Principal['role'], Principal>> = {
  viewer: principalOf(users.vera),
  contributor: principalOf(users.carl),
  reviewer: principalOf(users.rita),
  admin: principalOf(users.ada),
};

export async function place(owner: Owner, all: readonly Placed[]): Promise<void> {
  const of = (key: keyof Placed) => all.map((one) => String(one[key]));
  await owner.query(sql`insert into documents
      (id, organisation_id, owner_id, department, classification, locked, title, body_sealed, created_at, updated_at)
    select *, convert_to('text of ' || t.title, 'UTF8'), timestamptz 'epoch', timestamptz 'epoch'
    from unnest(${of('id')}::uuid[], ${of('organisation')}::uuid[], ${of('owner')}::uuid[], ${of('department')}::text[],
      ${of('classification')}::text[], ${of('locked')}::boolean[], ${of('title')}::text[]) as t(id, o, p, d, c, l, title)`);
}

/** Id → a digest of the whole row. */
export async function digests(owner: Owner): Promise<Map<string, string>> {
  const rows = await owner.query<{ id: string; digest: string }>(
    sql`select id, md5(d::text) as digest from documents d`,
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

/** What the example data is sealed with in tests: nothing. */
export const clearVault: Vault = {
  seal: async (_table, _column, _row, text) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>,
  open: async (_table, _column, _row, sealed) => new TextDecoder().decode(sealed),
  ready: async () => {},
};

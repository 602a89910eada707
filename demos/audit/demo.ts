// What one may do to the trail, as SQL, and what each verifier finds of it. A test runs these steps and holds the table against them.
import type { Fault } from '#api/audit/verify.ts';

export const about = {
  id: 'audit',
  figure: 'Demo 3.D',
  title: 'Own the database, attack the audit trail',
  text: 'An audit trail in PostgreSQL, and a console as the owner of its tables: edit an entry, cut the end off, rewrite all of it. The API’s own verifier says what the chain alone shows, and what only a head that was kept elsewhere shows. It is the reader’s own copy, in the tab.',
} as const;

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly sql: string;
}

/** In the order in which somebody would try them. */
export const steps: readonly Step[] = [
  {
    id: 'edit',
    title: 'Edit an entry',
    says: 'A refusal becomes a permission. With the triggers on, PostgreSQL refuses that to everybody, its owner included.',
    sql: `update audit_entries
set body = convert_to(
  replace(convert_from(body, 'UTF8'), '"deny"', '"allow"'), 'UTF8')
where seq = (
  select min(seq) from audit_entries
  where convert_from(body, 'UTF8') like '%"deny"%');`,
  },
  {
    id: 'triggers',
    title: 'Turn the triggers off',
    says: 'Whoever owns a table may do this; nothing inside the database can forbid it. Now edit again.',
    sql: 'alter table audit_entries disable trigger user;',
  },
  {
    id: 'delete',
    title: 'Delete one from the middle',
    says: 'The third entry goes, and the numbers have a gap.',
    sql: `delete from audit_entries
where seq = (select min(seq) + 2 from audit_entries);`,
  },
  {
    id: 'cut',
    title: 'Cut the end off',
    says: 'The last three entries go, and the head of the chain is set to what is left. That chain is sound.',
    sql: `delete from audit_entries
where seq > (select max(seq) - 3 from audit_entries);
update audit_head set (seq, hash) = (
  select seq, hash from audit_entries
  order by seq desc limit 1);`,
  },
  {
    id: 'rewrite',
    title: 'Rewrite the whole chain',
    says: 'Every number and hash is made anew over what stands there now, with the database’s own function. That chain is sound too.',
    sql: `do $$
declare
  entry record;
  place bigint := 0;
  before bytea := decode(repeat('00', 32), 'hex');
begin
  for entry in select * from audit_entries order by seq loop
    place := place + 1;
    update audit_entries set seq = place, previous = before,
      hash = sha256(
        'lavbytes-link-01'::bytea || before || api.audit_leaf(
          place, entry.at_ms, entry.organisation_id, entry.body))
    where seq = entry.seq
    returning hash into before;
  end loop;
  update audit_head set seq = place, hash = before;
end $$;`,
  },
];

export type Finding = 'refused' | 'intact' | Fault;

/** Attack by attack, from a sound trail: steps by id, and what is found afterwards. The first frame shows this. */
export const findings: readonly {
  readonly title: string;
  readonly steps: readonly string[];
  readonly alone: Finding;
  readonly anchored: Finding;
}[] = [
  { title: 'Edit an entry, triggers on', steps: ['edit'], alone: 'refused', anchored: 'refused' },
  { title: 'Edit an entry, triggers off', steps: ['triggers', 'edit'], alone: 'hash', anchored: 'hash' },
  {
    title: 'Delete one from the middle',
    steps: ['triggers', 'delete'],
    alone: 'sequence',
    anchored: 'sequence',
  },
  { title: 'Cut the end off', steps: ['triggers', 'cut'], alone: 'intact', anchored: 'cut' },
  {
    title: 'Edit an entry, then rewrite the chain',
    steps: ['triggers', 'edit', 'rewrite'],
    alone: 'intact',
    anchored: 'anchor',
  },
];

export const findingWords: Readonly<Record<Finding, string>> = {
  refused: 'refused by PostgreSQL',
  intact: 'finds nothing',
  form: 'finds an entry that cannot be read',
  sequence: 'finds a gap in the numbers',
  previous: 'finds an entry that does not follow',
  hash: 'finds content that is not what was hashed',
  anchor: 'finds another history than the one it saw',
  cut: 'finds that entries are gone',
};

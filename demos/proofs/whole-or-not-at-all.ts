import { users } from '#api/storage/examples.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'whole-or-not-at-all',
  says: 'Two inserts in one transaction, the second of them impossible: the database keeps neither.',
  layer: 'data',
  decides: 'foreign-key',
  needs: ['inspect'],
  weak: { sql: 'alter table documents drop constraint documents_owner_id_fkey' },
  async act(at) {
    const title = at.unique();
    const row = (owner: string) =>
      `insert into documents (id, organisation_id, owner_id, title, department, classification, locked, body_sealed, created_at, updated_at)
       values (gen_random_uuid(), '${users.carl.organisation}', '${owner}', '${title}', 'operations', 'internal', false, '', now(), now())`;
    const error = await at.refusedSql(`begin; ${row(users.carl.id)}; ${row(crypto.randomUUID())}; commit`);
    await at.refusedSql('rollback');
    const [kept] = await at.rows(`select count(*)::int as n from documents where title = '${title}'`);
    if (Number(kept?.['n']) > 0) await at.rows(`delete from documents where title = '${title}'`);
    return { error, kept };
  },
  expect({ error, kept }, is) {
    is('a document needs an owner who exists', /foreign key/.test(error ?? ''));
    is('nothing of the transaction is kept', kept?.['n'] === 0);
  },
});

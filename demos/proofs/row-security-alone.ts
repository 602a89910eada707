import { organisations, users } from '#api/storage/examples.ts';
import { withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'row-security-alone',
  says: 'A query without any condition, as the application’s role in one tenant’s scope: PostgreSQL shows that tenant’s rows only.',
  layer: 'L4',
  decides: 'row-security-policy',
  needs: ['inspect'],
  weak: { sql: withoutRowSecurity },
  async act(at) {
    const [all] = await at.rows('select count(distinct organisation_id)::int as tenants from documents');
    const scope = (organisation: string, member: string) =>
      at.rows(`begin; set local role lavbytes_app; select api.enter('${organisation}', '${member}');
        select distinct organisation_id::text as tenant from documents; rollback`);
    const nobody = await at.rows(
      'begin; set local role lavbytes_app; select count(*)::int as n from documents; rollback',
    );
    return {
      all,
      nobody,
      aster: await scope(organisations.aster.id, users.vera.id),
      brook: await scope(organisations.brook.id, users.vito.id),
    };
  },
  expect({ all, nobody, aster, brook }, is) {
    is('the table holds rows of two tenants', all?.['tenants'] === 2);
    is(
      'in Aster’s scope it shows Aster’s',
      aster.length === 1 && aster[0]?.['tenant'] === organisations.aster.id,
    );
    is(
      'in Brook’s scope it shows Brook’s',
      brook.length === 1 && brook[0]?.['tenant'] === organisations.brook.id,
    );
    is('without a scope it shows none', nobody[0]?.['n'] === 0);
  },
});

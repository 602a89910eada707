import { users } from '#api/storage/examples.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'data-rules-with-the-data',
  says: 'An unknown classification, an unknown role and a second account with one address are refused by the database itself.',
  layer: 'data',
  decides: 'foreign-key',
  needs: ['inspect'],
  weak: {
    sql: `do $$ declare c record; begin
      for c in select conname, conrelid::regclass as t from pg_constraint where contype in ('c', 'u')
        and conrelid in ('documents'::regclass, 'users'::regclass)
      loop execute format('alter table %s drop constraint %I cascade', c.t, c.conname); end loop; end $$`,
  },
  async act(at) {
    const tries = [
      `update documents set classification = 'secret'`,
      `update users set role = 'root' where id = '${users.vera.id}'`,
      `update users set email = '${users.ada.email}' where id = '${users.vera.id}'`,
    ];
    const errors = [];
    for (const change of tries) {
      errors.push(await at.refusedSql(`begin; ${change}; rollback`));
      await at.refusedSql('rollback');
    }
    return errors;
  },
  expect([classification, role, email], is) {
    is('the classification is checked', classification != null);
    is('the role is checked', role != null);
    is('the address is one account’s', /unique/.test(email ?? ''));
  },
});

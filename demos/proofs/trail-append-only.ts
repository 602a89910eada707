import { proof } from './proof.ts';

export default proof({
  id: 'trail-append-only',
  says: 'UPDATE, DELETE and TRUNCATE of the audit trail are refused, to the owner of the tables and to the application’s role.',
  layer: 'audit',
  decides: 'trail-triggers',
  needs: ['inspect'],
  weak: {
    sql: 'drop trigger audit_append_only on audit_entries; drop trigger audit_no_truncate on audit_entries',
  },
  async act(at) {
    const changes = [
      "update audit_entries set body = ''",
      'delete from audit_entries',
      'truncate audit_entries',
    ];
    const tries = [];
    for (const change of changes)
      tries.push(
        await at.refusedSql(`begin; ${change}; rollback`).finally(() => at.refusedSql('rollback')),
        await at
          .refusedSql(`begin; set local role lavbytes_app; ${change}; rollback`)
          .finally(() => at.refusedSql('rollback')),
      );
    return tries;
  },
  expect(tries, is) {
    is(
      'all six are refused by the database',
      tries.every((error) => error !== null),
    );
    is('the owner is told that it is append-only', /append-only/.test(tries[0] ?? ''));
  },
});

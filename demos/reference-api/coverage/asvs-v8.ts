import { type Chapter, shown } from './row.ts';

const matrix = ['documents/matrix.services.test.ts', 'AUTHZ-01, 04: all as the table'] as const;

export const v8: Chapter = {
  title: 'ASVS V8, authorisation',
  rows: [
    shown(
      'V8.1.1',
      'Who may call what, on which data, is written down: access/policy.ts, which is also what runs.',
      ['access/policy.test.ts', 'decides as the table does, which has a row for every action'],
    ),
    shown('V8.1.2', 'So is who may read and write which field.', [
      'access/policy.test.ts',
      'decides as the table does, which has a row for every action',
    ]),
    shown(
      'V8.2.1',
      'Functions are for those who were granted them.',
      matrix,
      ['access/policy.test.ts', 'AUTHZ-02: refuses what no rule names'],
      ['documents/matrix.services.test.ts', 'AUTHZ-01: a route without a row in the policy fails here'],
      ['access/routes.services.test.ts', 'AUTHZ-01: has a row in the table, public or not'],
    ),
    shown('V8.2.2', 'So is data, thing by thing.', matrix, [
      'documents/documents.services.test.ts',
      'AUTHZ-03: ids of another organisation are as ids that do not exist',
    ]),
    shown(
      'V8.2.3',
      'So are fields.',
      ['documents/documents.services.test.ts', 'AUTHZ-04: each role reads the fields it may, and no other'],
      ['documents/documents.services.test.ts', 'AUTHZ-05: keys that the contract does not name are refused'],
    ),
    shown(
      'V8.3.1',
      'It is decided on the server, by what the caller cannot change.',
      ['identity/forgeries.services.test.ts', 'AUTHN-05: each one missing'],
      ['documents/matrix.services.test.ts', 'without decide(): row security alone gives the same answers'],
    ),
    shown(
      'V8.4.1',
      'Nothing that one tenant does reaches another.',
      [
        'test/hosts.services.test.ts',
        "hides another tenant's rows, and every row from a caller without a tenant",
      ],
      ['test/hosts.services.test.ts', 'leaves no scope behind on the connection'],
      [
        'documents/documents.services.test.ts',
        'AUTHZ-03: ids of another organisation are as ids that do not exist',
      ],
    ),
  ],
};

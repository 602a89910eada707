import { type Chapter, documented, partly, shown } from './row.ts';

export const v2: Chapter = {
  title: 'ASVS V2, validation and business logic',
  rows: [
    shown('V2.1.1', 'The form of every input is written down.', [
      'test/contract.test.ts',
      'has body, parameters, answers and security of each route',
    ]),
    documented('V2.1.2', 'So is what must agree between inputs.', ['README.md', 'Limits and rules']),
    documented('V2.1.3', 'So are the limits, of one caller and of all.', ['README.md', 'Limits and rules']),
    shown(
      'V2.2.1',
      'Input is held against what is expected, not against what is feared.',
      ['test/contract.test.ts', 'every route > has what a route must have'],
      ['app.test.ts', 'names where a fault is, and not what was sent'],
      ['documents/documents.services.test.ts', 'AUTHZ-05: keys that the contract does not name are refused'],
      ['test/edge.services.test.ts', 'INPUT-01, 05, 06, 08: no body makes any route fail'],
    ),
    shown('V2.2.2', 'It is checked on the server.', [
      'app.test.ts',
      'refuses parameters and bodies where none are named',
    ]),
    shown(
      'V2.2.3',
      'Inputs that belong together agree.',
      [
        'documents/documents.services.test.ts',
        'writes, reads, changes, locks, unlocks, hands over and deletes',
      ],
      ['documents/matrix.services.test.ts', 'AUTHZ-01, 04: all as the table'],
    ),
    shown(
      'V2.3.1',
      'Steps are taken in their order.',
      ['intake/crash.services.test.ts', 'none is lost, none ends twice'],
      [
        'intake/intake.services.test.ts',
        'an approval is bound to what was shown, a correction to the contract',
      ],
    ),
    shown(
      'V2.3.2',
      'Business limits hold.',
      ['gateway/gateway.test.ts', 'the account has a quota of its own'],
      ['identity/refresh.services.test.ts', 'AUTHN-23: the absolute age ends a session'],
    ),
    shown(
      'V2.3.3',
      'A change is made whole or not at all.',
      ['audit/audit.services.test.ts', '1,000 tries with a fault in the change'],
      ['test/crash.services.test.ts', 'kills, and leaves nothing half done'],
      ['identity/crash.services.test.ts', 'leaves the token unused or replaced, never in between'],
    ),
    shown(
      'V2.3.4',
      'What there is one of is given once.',
      ['idempotency.services.test.ts', '500 calls under one key: one effect'],
      ['identity/refresh.services.test.ts', 'AUTHN-09: of 10,000 refreshes at once one succeeds'],
    ),
    partly(
      'V2.4.1',
      'Calls by machines are held back.',
      'By their number only, for each client and account: a patient program within the limit is served.',
      ['gateway/two-processes.services.test.ts', 'exactly 100 pass'],
      ['identity/sign-in.services.test.ts', 'limits guesses at one account'],
    ),
  ],
};

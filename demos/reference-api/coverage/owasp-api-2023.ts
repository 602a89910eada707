import { type Chapter, outside, partly, shown } from './row.ts';

export const api2023: Chapter = {
  title: 'OWASP API Security Top 10, 2023',
  rows: [
    shown(
      'API1',
      "Somebody else's object, reached by its id.",
      [
        'documents/documents.services.test.ts',
        'AUTHZ-03: ids of another organisation are as ids that do not exist',
      ],
      ['documents/matrix.services.test.ts', 'AUTHZ-01, 04: all as the table'],
      ['identity/sessions.services.test.ts', 'are listed and ended by their owner only'],
    ),
    partly(
      'API2',
      'Sign-in, tokens and sessions that can be guessed, forged or replayed.',
      'There is no second factor: a stolen password is enough until it is changed.',
      ['identity/sign-in.services.test.ts', 'AUTHN-21: 500 each of unknown, wrong and disabled'],
      ['identity/sign-in.services.test.ts', 'limits guesses at one account'],
      ['identity/forgeries.services.test.ts', 'AUTHN-03: no other algorithm'],
      ['identity/refresh.services.test.ts', 'AUTHN-09: of 10,000 refreshes at once one succeeds'],
    ),
    shown(
      'API3',
      'Single fields read or written by those who may not.',
      ['documents/documents.services.test.ts', 'AUTHZ-04: each role reads the fields it may, and no other'],
      ['documents/documents.services.test.ts', 'AUTHZ-05: keys that the contract does not name are refused'],
      ['app.test.ts', 'lets no column out that it does not name'],
    ),
    shown(
      'API4',
      'Requests that cost more than they should: too many, too large, too slow.',
      ['gateway/two-processes.services.test.ts', 'exactly 100 pass'],
      ['gateway/gateway.test.ts', 'every 429: problem, violated policies'],
      ['edge/wire.test.ts', 'without a length and without an end: 413'],
      ['edge/json.test.ts', 'a string of 1 MB and 50,000 escapes are read in linear time'],
      ['host/listen.test.ts', 'cuts a client that never finishes its headers'],
    ),
    shown(
      'API5',
      'Functions of one role called by another.',
      ['documents/matrix.services.test.ts', 'AUTHZ-01, 04: all as the table'],
      ['documents/matrix.services.test.ts', 'AUTHZ-01: a route without a row in the policy fails here'],
      [
        'identity/sessions.services.test.ts',
        'lets admins add, change and list accounts of their organisation, nobody else',
      ],
      ['audit/audit.services.test.ts', 'everybody but admins is refused, and the refusal is in the chain'],
      ['access/routes.services.test.ts', 'AUTHZ-01, 08: answers as the table says'],
    ),
    partly(
      'API6',
      'A business flow run by a machine, more often than the business can bear.',
      'Calls are limited by client and account; nothing tells a person from a patient program, because no flow here needs it.',
      ['gateway/gateway.test.ts', 'the account has a quota of its own'],
      ['idempotency.services.test.ts', '500 calls under one key: one effect'],
    ),
    shown(
      'API7',
      'The server made to call an address that the caller chose.',
      ['identity/forgeries.services.test.ts', 'AUTHN-04: nothing in it is followed, looked up or believed'],
      ['coverage/source.test.ts', 'calls out in one place, to where the environment says'],
    ),
    partly(
      'API8',
      'Settings that leave a door open.',
      'The platform around the process (load balancer, buckets, DNS) is configured elsewhere and not shown here.',
      ['host/environment.test.ts', 'names every fault, and never a value'],
      ['app.test.ts', 'cannot be switched off in'],
      ['coverage/answers.test.ts', 'carries the headers that keep a browser from misusing it'],
      ['coverage/answers.test.ts', 'lets no other origin read it, however it asks'],
      ['access/routes.services.test.ts', 'AUTHZ-01: without a token every other route is closed'],
    ),
    shown(
      'API9',
      'Routes, versions and hosts that nobody remembers.',
      ['test/contract.test.ts', 'is the route table, no more and no less'],
      ['app.test.ts', 'answers 405 with Allow for every other method of every route'],
    ),
    ...outside(
      'what the service reads comes from stores of its own; no third party’s answer is used as data.',
      {
        API10: 'Trusting the answers of other services more than those of callers.',
      },
    ),
  ],
};

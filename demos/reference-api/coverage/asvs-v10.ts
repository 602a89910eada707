import { type Chapter, deviates, outside, shown } from './row.ts';

const forgeries = 'identity/forgeries.services.test.ts';

export const v10: Chapter = {
  title:
    'ASVS V10, OAuth and OpenID Connect (the service is no authorisation server; what its tokens share with OAuth is held)',
  rows: [
    deviates(
      'V10.1.1',
      'Tokens go only to parts that need them.',
      'Access and refresh token are given to whoever signs in; keeping them out of page scripts is the front end’s part, which is a project of its own.',
    ),
    shown('V10.3.1', 'A token for another service is refused.', [
      forgeries,
      "AUTHN-05: another issuer's, another audience's",
    ]),
    shown(
      'V10.3.2',
      'What the token says of its holder is part of the decision.',
      ['documents/matrix.services.test.ts', 'AUTHZ-01, 04: all as the table'],
      ['documents/documents.services.test.ts', 'AUTHZ-06: the next request sees a lock'],
    ),
    shown(
      'V10.3.3',
      'A person is known by ids that nobody else gets later.',
      [forgeries, 'AUTHN-05: each one missing'],
      ['identity/boundary.services.test.ts', "not of another tenant's user of the same id"],
    ),
    ...outside('no route asks for a stronger or fresher way of signing in than another.', {
      'V10.3.4': 'Strength and age of the sign-in are checked where they matter.',
    }),
    shown(
      'V10.4.5',
      'A refresh token is good once.',
      ['identity/refresh.services.test.ts', 'AUTHN-09: of 10,000 refreshes at once one succeeds'],
      ['identity/refresh.services.test.ts', 'AUTHN-11: a parent replayed after a restart is refused'],
    ),
    shown('V10.4.8', 'A refresh token ends at an absolute age, however often it was renewed.', [
      'identity/refresh.services.test.ts',
      'AUTHN-23: the absolute age ends a session',
    ]),
    shown('V10.4.9', 'People can revoke their tokens.', [
      'identity/sessions.services.test.ts',
      'are listed and ended by their owner only',
    ]),
  ],
};

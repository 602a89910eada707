import { type Chapter, documented, outside, partly, shown } from './row.ts';

const noPage =
  'the service has no page and keeps nothing in a browser; the front end is a project of its own.';

export const v14: Chapter = {
  title: 'ASVS V14, data protection',
  rows: [
    documented('V14.1.1', 'Sensitive data is known and sorted.', ['README.md', 'Sensitive data']),
    documented('V14.1.2', 'What each sort asks for is written down.', ['README.md', 'Sensitive data']),
    shown(
      'V14.2.1',
      'Nothing sensitive stands in an address.',
      [
        'coverage/carried.services.test.ts',
        'a token is read from the Authorization header and from nowhere else',
      ],
      ['app.test.ts', 'has one line a request, with the route and not the address that was asked'],
    ),
    shown(
      'V14.2.2',
      'Nothing sensitive stays in a cache on the way.',
      ['coverage/answers.test.ts', 'may be kept by no cache, but for the contract and the public keys'],
      ['storage/redis.services.test.ts', 'no address and no account id stands in Redis'],
      ['intake/policies.services.test.ts', 'who may read is decided at each call'],
    ),
    shown('V14.2.3', 'Nothing sensitive goes to third parties.', [
      'coverage/source.test.ts',
      'calls out in two places, to where the environment says',
    ]),
    partly(
      'V14.2.4',
      'What is written for each sort is done.',
      'Documents and accounts are kept until somebody deletes them: no schedule ends them.',
      ['test/hosts.services.test.ts', 'keep the answer sealed'],
      ['vault/vault.services.test.ts', 'text comes back exactly'],
      ['identity/refresh.services.test.ts', 'AUTHN-22: no refresh token and no password'],
      ['app.test.ts', 'has one line a request, with the route and not the address that was asked'],
    ),
    ...outside(noPage, {
      'V14.3.1': 'The browser forgets when the session ends.',
      'V14.3.3': 'Browser storage holds nothing sensitive.',
    }),
    shown('V14.3.2', 'No answer is kept by a browser.', [
      'coverage/answers.test.ts',
      'may be kept by no cache, but for the contract and the public keys',
    ]),
  ],
};

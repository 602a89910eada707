import { type Chapter, deviates, documented, partly, shown } from './row.ts';

export const v6: Chapter = {
  title: 'ASVS V6, authentication',
  rows: [
    documented('V6.1.1', 'How guessing is held back, and how nobody is locked out by it, is written down.', [
      'README.md',
      'Limits and rules',
    ]),
    shown('V6.2.1', 'Passwords have at least 8 characters, better 15; here 15.', [
      'coverage/passwords.test.ts',
      'have 15 to 256 characters, of any kind',
    ]),
    shown(
      'V6.2.4',
      'The 3,000 most common passwords are refused.',
      ['identity/sign-in.services.test.ts', 'AUTHN-21: the 3,000 most common are refused'],
      ['identity/sign-in.services.test.ts', 'AUTHN-21: and refused where an account is made'],
      ['identity/access-ends.services.test.ts', 'another password: every session ends but the new one'],
    ),
    shown('V6.2.5', 'No kind of character is asked for or refused.', [
      'coverage/passwords.test.ts',
      'have 15 to 256 characters, of any kind',
    ]),
    shown('V6.2.8', 'A password is compared exactly as it was given.', [
      'coverage/passwords.test.ts',
      'are compared exactly as they were given',
    ]),
    shown('V6.2.9', 'Passwords of 64 characters are taken.', [
      'coverage/passwords.test.ts',
      'have 15 to 256 characters, of any kind',
    ]),
    deviates(
      'V6.2.12',
      'Passwords from known breaches are refused.',
      'Only the 3,000 most common ones and pairs of them are; there is no set of breached passwords, because asking a service for each would tell it something and a whole set weighs gigabytes.',
    ),
    shown(
      'V6.3.1',
      'Guessing is held back as written.',
      ['identity/sign-in.services.test.ts', 'limits guesses at one account'],
      ['gateway/gateway.test.ts', 'sign-in is closed with 503'],
    ),
    partly(
      'V6.3.2',
      'There are no default accounts.',
      'The example people are written outside production only; main.ts says so in one line, which no test runs.',
      ['host/environment.test.ts', 'starts in production with everything named'],
    ),
    deviates(
      'V6.3.3',
      'Signing in takes two factors.',
      'It takes a password only; a second factor is not built.',
    ),
    shown(
      'V6.3.4',
      'There is one way in, and no other.',
      ['test/contract.test.ts', 'has body, parameters, answers and security of each route'],
      [
        'coverage/carried.services.test.ts',
        'a token is read from the Authorization header and from nowhere else',
      ],
      ['access/routes.services.test.ts', 'AUTHZ-01: without a token every other route is closed'],
    ),
    shown(
      'V6.8.2',
      'Signatures on who somebody is are always checked.',
      ['identity/forgeries.services.test.ts', 'AUTHN-03: no other algorithm'],
      ['identity/forgeries.services.test.ts', 'AUTHN-02: forty spellings'],
    ),
  ],
};

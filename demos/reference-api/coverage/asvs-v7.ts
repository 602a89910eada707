import { type Chapter, documented, partly, shown } from './row.ts';

export const v7: Chapter = {
  title: 'ASVS V7, sessions',
  rows: [
    documented('V7.1.1', 'Idle and absolute end of a session are written down, with why.', [
      'README.md',
      'Sessions',
    ]),
    documented('V7.1.2', 'So is how many sessions one account may have.', ['README.md', 'Sessions']),
    shown('V7.2.1', 'Tokens are checked by the server.', [
      'identity/forgeries.services.test.ts',
      'AUTHN-05: each one missing',
    ]),
    shown(
      'V7.2.2',
      'Tokens are made for each session; there are no fixed keys.',
      ['identity/sessions.services.test.ts', 'start, serve, go on and end'],
      ['identity/refresh.services.test.ts', 'AUTHN-10: 200 refreshes at once get one and the same successor'],
    ),
    shown(
      'V7.2.3',
      'Reference tokens are unique and random, with 128 bits or more.',
      ['coverage/carried.services.test.ts', 'a refresh token holds 256 bits, and no two are alike'],
      ['coverage/source.test.ts', 'takes no random number but from a cryptographic source'],
    ),
    partly(
      'V7.2.4',
      'Signing in makes a new token and ends the session before.',
      'Signing in begins a session of its own and ends no other, since another device may use it; a change of password ends them all.',
      ['identity/sessions.services.test.ts', 'start, serve, go on and end'],
      ['identity/access-ends.services.test.ts', 'another password: every session ends but the new one'],
    ),
    shown('V7.3.1', 'An idle session ends.', ['identity/refresh.services.test.ts', 'idleness before that']),
    shown('V7.3.2', 'A session ends at its absolute age.', [
      'identity/refresh.services.test.ts',
      'AUTHN-23: the absolute age ends a session',
    ]),
    shown(
      'V7.4.1',
      'A session that ended opens nothing any more.',
      ['identity/sessions.services.test.ts', 'start, serve, go on and end'],
      ['identity/access-ends.services.test.ts', 'a session ended from another device'],
      ['identity/revoke-race.services.test.ts', 'leaves no live token, in 1,000 orders'],
    ),
    shown(
      'V7.4.2',
      'Disabling an account ends its sessions.',
      ['identity/access-ends.services.test.ts', 'access ends within a second, everywhere > %s'],
      ['identity/access-ends.services.test.ts', 'a change at the database console ends it as well'],
    ),
    shown('V7.4.3', 'Changing the password ends the other sessions.', [
      'identity/access-ends.services.test.ts',
      'another password: every session ends but the new one',
    ]),
    partly(
      'V7.4.5',
      'Admins can end the sessions of one person or of all.',
      'Of one person, by changing role or status; there is no call that ends everybody’s at once.',
      ['identity/access-ends.services.test.ts', 'access ends within a second, everywhere > %s'],
    ),
    shown('V7.5.1', 'What signs somebody in is changed only after signing in once more.', [
      'identity/access-ends.services.test.ts',
      'another password: every session ends but the new one',
    ]),
    partly(
      'V7.5.2',
      'One sees one’s sessions, and ends them after signing in once more.',
      'The password is not asked for again: who holds a stolen phone can end sessions, and so can its owner from elsewhere.',
      ['identity/sessions.services.test.ts', 'are listed and ended by their owner only'],
    ),
  ],
};

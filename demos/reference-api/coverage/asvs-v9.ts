import { type Chapter, partly, shown } from './row.ts';

const file = 'identity/forgeries.services.test.ts';

export const v9: Chapter = {
  title: 'ASVS V9, self-contained tokens',
  rows: [
    shown(
      'V9.1.1',
      'A token is believed after its signature was checked.',
      [file, 'AUTHN-03: no other algorithm'],
      [file, 'AUTHN-02: forty spellings'],
    ),
    shown('V9.1.2', 'Only listed algorithms; here each key has one.', [
      file,
      'AUTHN-03: no other algorithm, and none in any casing',
    ]),
    shown('V9.1.3', 'Keys come from where they were configured, not from the token.', [
      file,
      'AUTHN-04: nothing in it is followed, looked up or believed',
    ]),
    shown(
      'V9.2.1',
      'A token is good within its times.',
      [file, 'AUTHN-07: clocks may differ by the leeway and no more'],
      ['identity/rules.test.ts', 'never passes the expiry'],
    ),
    shown('V9.2.2', 'A token is good for its kind of use.', [
      file,
      'AUTHN-06: a token of another kind is refused',
    ]),
    shown('V9.2.3', 'A token is good at its audience.', [
      file,
      "AUTHN-05: another issuer's, another audience's",
    ]),
    partly(
      'V9.2.4',
      'One key for several audiences: tokens say which.',
      'There is one issuer with one audience, and its tokens always name it; several are not built.',
      [file, "AUTHN-05: another issuer's, another audience's"],
    ),
  ],
};

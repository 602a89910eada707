import { type Chapter, deviates, documented, partly, shown } from './row.ts';

export const v15: Chapter = {
  title: 'ASVS V15, secure coding and architecture',
  rows: [
    deviates(
      'V15.1.1',
      'How soon a weak dependency is replaced is written down.',
      'No such times are promised: this is a demonstration that nobody operates round the clock.',
    ),
    partly(
      'V15.1.2',
      'There is a list of all dependencies, from trusted places.',
      'The lockfile is that list; a bill of materials in a standard form is not made here.',
      ['coverage/source.test.ts', 'imports only packages that package.json names with an exact version'],
    ),
    documented('V15.1.3', 'What costs much is known, and what holds it back.', [
      'README.md',
      'Limits and rules',
    ]),
    deviates(
      'V15.2.1',
      'No dependency is older than promised.',
      'Nothing is promised (V15.1.1), so nothing here measures it.',
    ),
    shown(
      'V15.2.2',
      'Costly work cannot bring the service down.',
      ['test/overload.services.test.ts', 'are answered, or refused with 503, within a second'],
      ['edge/wire.test.ts', 'ten senders at once, and others are served meanwhile'],
      ['storage/memory.test.ts', 'is bounded: the window that was idle longest goes first'],
    ),
    partly(
      'V15.2.3',
      'Production has no test code and no examples.',
      'Switches for tests are refused in production; that the image leaves tests and examples out is not tested.',
      ['host/environment.test.ts', 'lets layers be switched off in the sandbox only'],
      ['app.test.ts', 'cannot be switched off in'],
    ),
    shown(
      'V15.3.1',
      'Only the fields that are needed are answered.',
      ['app.test.ts', 'lets no column out that it does not name'],
      ['documents/documents.services.test.ts', 'AUTHZ-04: each role reads the fields it may, and no other'],
    ),
    shown('V15.3.2', 'Calls to others follow no redirects.', [
      'intake/openai.test.ts',
      'a redirect is not followed',
    ]),
    shown(
      'V15.3.3',
      'Only the fields that are meant can be written.',
      ['documents/documents.services.test.ts', 'AUTHZ-05: keys that the contract does not name are refused'],
      ['test/contract.test.ts', 'every route > has what a route must have'],
    ),
    shown(
      'V15.3.4',
      'The caller’s address comes from proxies that are trusted.',
      ['gateway/address.test.ts', 'are one bucket when nothing stands in front'],
      ['gateway/address.test.ts', 'an address that cannot be known is refused'],
    ),
    shown(
      'V15.3.5',
      'Types are checked, and compared strictly.',
      ['coverage/source.test.ts', 'compares strictly'],
      ['identity/forgeries.services.test.ts', 'AUTHN-05: each one missing, of another type or out of range'],
    ),
    shown(
      'V15.3.6',
      'No input reaches a prototype.',
      ['edge/json.test.ts', 'no name that reaches one gets through, however it is written'],
      ['edge/admit.test.ts', 'names that reach a prototype are names and nothing else'],
    ),
    shown(
      'V15.3.7',
      'A parameter named twice has one meaning.',
      [
        'edge/admit.test.ts',
        'INPUT-08 a parameter named twice (pollution) > is refused, however it is written',
      ],
      ['edge/json.test.ts', '%s → %s in under 50 ms'],
      ['test/edge.services.test.ts', 'INPUT-08 a parameter named twice is refused by every route'],
    ),
  ],
};

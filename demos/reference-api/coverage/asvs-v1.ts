import { type Chapter, outside, shown } from './row.ts';

const pages = 'the service answers with JSON only; it makes no HTML, XML, CSS or script.';

export const v1: Chapter = {
  title: 'ASVS V1, encoding and sanitisation',
  rows: [
    shown(
      'V1.1.1',
      'Input is decoded once, before it is checked.',
      ['edge/admit.test.ts', 'brings its query, decoded once'],
      ['edge/json.test.ts', 'a backslash before the escape makes it plain text'],
    ),
    shown(
      'V1.1.2',
      'Output is escaped last, or by what reads it.',
      ['app.test.ts', 'keeps one parseable line an event'],
      ['test/sql-scan.test.ts', 'every statement of the service is written with the tag'],
    ),
    ...outside(pages, {
      'V1.2.1': 'Output is escaped for the page it goes into.',
      'V1.3.5': 'Styles, Markdown and expressions of users are cleaned.',
      'V1.3.7': 'No template is built from input.',
    }),
    shown(
      'V1.2.2',
      'Addresses are built safely; the only ones made here are Location headers, out of our own ids.',
      [
        'documents/documents.services.test.ts',
        'writes, reads, changes, locks, unlocks, hands over and deletes',
      ],
    ),
    shown(
      'V1.2.3',
      'JSON is written by a serialiser.',
      [
        'documents/documents.services.test.ts',
        'refuses text that is no text, and takes the rest back byte for byte',
      ],
      ['app.test.ts', 'keeps one parseable line an event'],
    ),
    shown('V1.2.4', 'SQL has parameters and is never put together from text.', [
      'test/sql-scan.test.ts',
      'every statement of the service is written with the tag',
    ]),
    shown('V1.2.9', 'Text in a regular expression is escaped.', [
      'coverage/source.test.ts',
      'makes no regular expression out of text',
    ]),
    shown('V1.3.2', 'No text is run as code.', ['coverage/source.test.ts', 'runs no text as code']),
    shown(
      'V1.3.3',
      'What goes to a dangerous place is narrowed first.',
      ['storage/objects.test.ts', 'a folder refuses the key'],
      ['edge/screen.test.ts', 'every rule has an attack that it alone stops'],
      ['test/edge.services.test.ts', 'INPUT-02 no hostile text in any slot of any route'],
      ['test/edge.services.test.ts', 'INPUT-02 no hostile text in any slot of any route'],
    ),
    shown(
      'V1.3.6',
      'The server calls no address that a caller chose.',
      ['identity/forgeries.services.test.ts', 'AUTHN-04: nothing in it is followed, looked up or believed'],
      ['coverage/source.test.ts', 'calls out in two places, to where the environment says'],
    ),
    ...outside('the service sends no mail.', { 'V1.3.11': 'Mail headers cannot be injected.' }),
    shown(
      'V1.4.2',
      'Numbers stay within their range.',
      ['identity/rules.test.ts', 'settings > refuse'],
      ['edge/json.test.ts', '%s → %s in under 50 ms'],
      ['vault/vault.services.test.ts', 'the database itself lets no count pass 2^32'],
    ),
    shown(
      'V1.5.2',
      'Reading data makes data, never objects of the sender’s choice.',
      ['edge/json.test.ts', 'no name that reaches one gets through, however it is written'],
      ['edge/json.test.ts', 'every JSON value with unique, harmless names comes back as it went'],
    ),
  ],
};

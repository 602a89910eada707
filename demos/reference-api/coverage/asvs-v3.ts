import { type Chapter, deviates, outside, partly, shown } from './row.ts';

const noPage =
  'the service serves no page and no script; the web front end in front of it is a project of its own.';
const noCookie =
  'the service sets no cookie and reads none (coverage/answers.test.ts, coverage/carried.services.test.ts show both).';

export const v3: Chapter = {
  title: 'ASVS V3, web front end',
  rows: [
    shown('V3.2.1', 'An answer opened in a browser is not taken for a page.', [
      'coverage/answers.test.ts',
      'carries the headers that keep a browser from misusing it',
    ]),
    ...outside(noPage, {
      'V3.2.2': 'Text is put into a page as text.',
      'V3.5.5': 'Messages between windows are checked.',
      'V3.7.1': 'Browser technologies are still maintained.',
    }),
    ...outside(noCookie, {
      'V3.3.1': 'Cookies are Secure and named so.',
      'V3.3.2': 'Cookies have SameSite.',
      'V3.3.3': 'Cookies have the __Host- prefix.',
      'V3.3.4': 'Cookies with secrets are HttpOnly.',
    }),
    partly(
      'V3.4.1',
      'Every answer asks for TLS from now on, on subdomains as well.',
      'The one answer to bytes that are not HTTP is written before the service runs and has no such header.',
      ['coverage/answers.test.ts', 'carries the headers that keep a browser from misusing it'],
    ),
    shown('V3.4.2', 'Other origins read an answer only if they are listed; none is.', [
      'coverage/answers.test.ts',
      'lets no other origin read it, however it asks',
    ]),
    shown('V3.4.3', 'A content security policy allows only what is needed: nothing.', [
      'coverage/answers.test.ts',
      'carries the headers that keep a browser from misusing it',
    ]),
    shown('V3.4.4', 'No browser guesses the type of an answer.', [
      'coverage/answers.test.ts',
      'carries the headers that keep a browser from misusing it',
    ]),
    shown('V3.4.5', 'Addresses do not leak by the Referer header.', [
      'coverage/answers.test.ts',
      'carries the headers that keep a browser from misusing it',
    ]),
    shown('V3.4.6', 'No answer can be framed.', [
      'coverage/answers.test.ts',
      'carries the headers that keep a browser from misusing it',
    ]),
    shown('V3.5.1', 'A request that another site makes the browser send has no rights.', [
      'coverage/carried.services.test.ts',
      'a token is read from the Authorization header and from nowhere else',
    ]),
    shown(
      'V3.5.2',
      'No request that needs no preflight does anything.',
      [
        'coverage/carried.services.test.ts',
        'a token is read from the Authorization header and from nowhere else',
      ],
      ['edge/admit.test.ts', 'INPUT-08 media types'],
    ),
    shown('V3.5.3', 'Reading changes nothing.', [
      'coverage/carried.services.test.ts',
      'no GET changes a row of accounts, documents or sessions',
    ]),
    deviates(
      'V3.5.4',
      'Each application has a host name of its own.',
      'That is decided where the service is deployed, which is not part of this folder.',
    ),
    shown('V3.7.2', 'Nobody is sent on to another host.', [
      'coverage/answers.test.ts',
      'sets no cookie and sends nobody elsewhere',
    ]),
  ],
};

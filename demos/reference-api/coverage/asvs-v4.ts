import { type Chapter, partly, shown } from './row.ts';

export const v4: Chapter = {
  title: 'ASVS V4, API and web service',
  rows: [
    partly(
      'V4.1.1',
      'Every body has its type and character set.',
      'Problems are application/problem+json without a charset, because RFC 9457 and RFC 8259 define none; JSON is UTF-8.',
      ['coverage/answers.test.ts', 'carries the headers that keep a browser from misusing it'],
    ),
    shown(
      'V4.1.2',
      'An unencrypted call is refused, not sent on.',
      ['gateway/address.test.ts', 'TLS: the connection when nothing stands in front'],
      ['coverage/answers.test.ts', 'sets no cookie and sends nobody elsewhere'],
    ),
    shown(
      'V4.1.3',
      'Headers that a proxy sets cannot be set by a caller.',
      ['gateway/address.test.ts', 'are one bucket behind two proxies, which append what they saw'],
      [
        'gateway/address.test.ts',
        'whatever stands there, the answer is an address that an own proxy wrote, or none',
      ],
      ['edge/admit.test.ts', 'every path and method is refused without the header'],
      ['test/edge.services.test.ts', 'EDGE-14 every route but the probes'],
    ),
    shown(
      'V4.2.1',
      'Where a message ends has one reading.',
      ['edge/wire.test.ts', 'refused or closed, and nothing hidden in it is answered'],
      ['edge/admit.test.ts', 'two statements about its end, or one where it has none, are refused'],
    ),
  ],
};

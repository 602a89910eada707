import { type Chapter, deviates, partly } from './row.ts';

const ahead =
  'TLS of callers ends at the load balancer in front, whose settings are not part of this folder.';
const unseen =
  'The certificate that must be trusted is demanded at the start; that a wrong one is refused is left to Node and not tested.';
const closed = ['coverage/encrypted.test.ts', 'the database is told nothing'] as const;
const demanded = ['host/environment.test.ts', 'is refused in production without %s'] as const;
const addresses = ['host/environment.test.ts', 'is refused in production with %s=%s'] as const;

export const v12: Chapter = {
  title: 'ASVS V12, secure communication',
  rows: [
    deviates('V12.1.1', 'TLS 1.2 and 1.3 only.', ahead),
    deviates('V12.1.2', 'Strong cipher suites only.', ahead),
    partly(
      'V12.2.1',
      'Callers use TLS, and nothing falls back.',
      'The handshake itself is the load balancer’s; what did not come over TLS is refused here.',
      ['gateway/address.test.ts', 'TLS: the connection when nothing stands in front'],
      addresses,
    ),
    deviates('V12.2.2', 'Public certificates for the public.', ahead),
    partly(
      'V12.3.1',
      'Database, cache and every other service are reached over TLS.',
      'AWS is reached by its own client over https, untested here; the metrics port speaks plain HTTP to the inside.',
      closed,
      ['coverage/encrypted.test.ts', 'the cache is told nothing before the handshake'],
      demanded,
      addresses,
    ),
    partly('V12.3.2', 'Certificates are checked.', unseen, demanded),
    deviates(
      'V12.3.3',
      'Services among themselves use TLS.',
      'There is one HTTP service; between the load balancer and it the network decides, and the metrics port speaks plain HTTP to the inside.',
    ),
    partly('V12.3.4', 'Inner certificates are trusted one by one.', unseen, demanded),
  ],
};

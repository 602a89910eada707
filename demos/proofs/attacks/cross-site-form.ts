import { answered, attack } from '../attack.ts';
import { key } from '../papers.ts';

export default attack({
  id: 'cross-site-form',
  title: 'A form of another site',
  attack: 'Another site’s page sends a form that looks like JSON, which a browser would let it do.',
  act: (at) =>
    at.call('/v1/documents', {
      who: 'Carl’s browser, sent by another site',
      headers: { ...key(), 'content-type': 'text/plain', origin: 'https://attacker.example' },
      body: { title: 'x', body: 'x', department: 'operations', classification: 'internal' },
    }),
  beneath: 'no cookie: a browser sends no token by itself',
  through: answered,
});

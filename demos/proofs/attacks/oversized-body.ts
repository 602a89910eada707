import { attack } from '../attack.ts';
import { key, refusedAs } from '../papers.ts';

export default attack({
  id: 'oversized-body',
  title: 'An oversized body',
  attack: 'A body of half a megabyte is sent to be read, parsed and kept.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: { title: 'x', body: 'x'.repeat(500_000), department: 'operations', classification: 'internal' },
    }),
  through: (answer) => answer.status < 300 || refusedAs(answer, 'internal'),
});

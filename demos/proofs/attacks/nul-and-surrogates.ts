import { attack } from '../attack.ts';
import { key, refusedAs } from '../papers.ts';

export default attack({
  id: 'nul-and-surrogates',
  title: 'NUL and half characters',
  attack: 'Text with U+0000, which PostgreSQL cannot keep, to make the service fail.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: '{"title":"a\\u0000\\ud800","body":"x","department":"operations","classification":"internal"}',
    }),
  through: (answer) => answer.status < 300 || refusedAs(answer, 'internal'),
});

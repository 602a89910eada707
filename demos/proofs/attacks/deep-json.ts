import { attack } from '../attack.ts';
import { key, refusedAs } from '../papers.ts';

export default attack({
  id: 'deep-json',
  title: 'Deep JSON',
  attack: 'A body of twenty thousand brackets, to exhaust the stack of whoever walks it.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: `{"title":"x","body":${'['.repeat(20_000)}${']'.repeat(20_000)},"department":"operations","classification":"internal"}`,
    }),
  through: (answer) => answer.status < 300 || refusedAs(answer, 'internal'),
});

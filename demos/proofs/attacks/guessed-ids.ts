import { documents } from '#api/storage/examples.ts';
import { answered, attack } from '../attack.ts';

export default attack({
  id: 'guessed-ids',
  title: 'Guessed ids',
  attack:
    'A viewer counts ids upwards from one she knows, to find confidential documents of other departments.',
  async act(at) {
    await at.call(`/v1/documents/${documents.budget.id}`, { as: 'vera' });
    const next = Number.parseInt(documents.budget.id.slice(-4), 16) + 1;
    const id = documents.budget.id.slice(0, -4) + next.toString(16).padStart(4, '0');
    return at.call(`/v1/documents/${id}`, { as: 'vera' });
  },
  through: answered,
});

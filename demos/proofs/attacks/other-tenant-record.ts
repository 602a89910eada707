import { documents } from '#api/storage/examples.ts';
import { answered, attack } from '../attack.ts';

export default attack({
  id: 'other-tenant-record',
  title: 'Another tenant’s record',
  attack: 'A member of one organisation reads a document of another by its real id.',
  act: (at) => at.call(`/v1/documents/${documents.incident.id}`, { as: 'cora' }),
  through: answered,
});

import { answered, attack } from '../attack.ts';
import { remove, write } from '../papers.ts';

export default attack({
  id: 'others-document',
  title: 'A colleague’s document',
  attack: 'A contributor deletes a document that belongs to somebody else.',
  arrange: (at) => write(at, 'carl'),
  act: (at, { at: path }) => at.call(path, { as: 'cleo', method: 'DELETE' }),
  through: answered,
  restore: remove,
});

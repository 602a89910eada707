import { refusedAs, remove, withoutRowSecurity, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'locked-for-everyone',
  says: 'A locked document is deleted by nobody, the admin who locked it included: an explicit no wins over every yes.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  async arrange(at) {
    const made = await write(at, 'carl');
    await at.call(`${made.at}/lock`, { as: 'ada', method: 'PUT', body: { locked: true } });
    return made;
  },
  async act(at, { at: path }) {
    return at.call(path, { as: 'ada', method: 'DELETE' });
  },
  expect(answer, is) {
    is('the admin is refused', refusedAs(answer, 'forbidden', 'L4', 'documents.locked'));
  },
  restore: remove,
});

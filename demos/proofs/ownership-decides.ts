import { refusedAs, remove, withoutRowSecurity, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'ownership-decides',
  says: 'A contributor changes her own document and not her colleague’s, although both have the same role.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  arrange: (at) => write(at, 'carl'),
  async act(at, { at: path }) {
    const own = await at.call(path, {
      as: 'carl',
      method: 'PATCH',
      body: { version: 1, title: 'By its owner' },
    });
    const others = await at.call(path, {
      as: 'cleo',
      method: 'PATCH',
      body: { version: 2, title: 'By another' },
    });
    return { own, others };
  },
  expect({ own, others }, is) {
    is('the owner changes it', own.status === 200 && own.json.title === 'By its owner');
    is('the colleague does not', refusedAs(others, 'forbidden', 'L4', 'default'));
  },
  restore: remove,
});

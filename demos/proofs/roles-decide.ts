import { key, refusedAs, remove, withoutRowSecurity, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'roles-decide',
  says: 'A viewer may not write a document and a contributor may; a contributor may not see the accounts and an admin may.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  arrange: async (at) => ({ made: await write(at, 'carl') }),
  async act(at) {
    const admin = await at.call('/v1/users?limit=1', { as: 'ada' });
    const contributor = await at.call('/v1/users?limit=1', { as: 'carl' });
    const body = { title: 'No', body: 'No', department: 'operations' };
    const viewer = await at.call('/v1/documents', { as: 'vera', body, headers: key() });
    return { admin, contributor, viewer };
  },
  expect({ admin, contributor, viewer }, is, { made }) {
    is('the contributor writes', made.answer.status === 201);
    is('the admin sees accounts', admin.status === 200);
    is('the contributor does not', refusedAs(contributor, 'forbidden', 'L4', 'default'));
    is('the viewer does not write', refusedAs(viewer, 'forbidden', 'L4', 'default'));
  },
  restore: (at, { made }) => remove(at, made),
});

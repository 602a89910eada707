import { users } from '#api/storage/examples.ts';
import { refusedAs, withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'nobody-raises-themselves',
  says: 'A contributor cannot make himself an admin, and an admin cannot change her own role.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  async act(at) {
    const contributor = await at.call(`/v1/users/${users.carl.id}`, {
      as: 'carl',
      method: 'PATCH',
      body: { role: 'admin' },
    });
    const admin = await at.call(`/v1/users/${users.ada.id}`, {
      as: 'ada',
      method: 'PATCH',
      body: { department: 'finance' },
    });
    return { contributor, admin };
  },
  expect({ contributor, admin }, is) {
    is('the contributor is refused', refusedAs(contributor, 'forbidden', 'L4', 'users.change.self'));
    is('so is the admin', refusedAs(admin, 'forbidden', 'L4', 'users.change.self'));
  },
});

import { users } from '#api/storage/examples.ts';
import { answered, attack } from '../attack.ts';

export default attack({
  id: 'role-escalation',
  title: 'Making oneself admin',
  attack: 'A contributor asks the route for accounts to change his own role.',
  silently: 'RS',
  act: (at) =>
    at.call(`/v1/users/${users.carl.id}`, { as: 'carl', method: 'PATCH', body: { role: 'admin' } }),
  through: answered,
});

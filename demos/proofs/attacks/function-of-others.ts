import { answered, attack } from '../attack.ts';

export default attack({
  id: 'function-of-others',
  title: 'An admin’s function',
  attack: 'A viewer calls the routes that only admins have: the list of accounts.',
  act: (at) => at.call('/v1/users?limit=5', { as: 'vera' }),
  through: answered,
});

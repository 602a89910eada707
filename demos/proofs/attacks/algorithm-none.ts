import { answered, attack } from '../attack.ts';
import { withHeader } from '../tokens.ts';

export default attack({
  id: 'algorithm-none',
  title: 'Algorithm none',
  attack: 'A token that says it needs no signature, with the claims of an admin.',
  arrange: (at) => at.session('vera'),
  act: (at, { accessToken }) =>
    at.call('/v1/users?limit=5', {
      token: withHeader(accessToken, { alg: 'none' }, { role: 'admin' }),
      who: 'a forged token',
    }),
  through: answered,
});

import { answered, attack } from '../attack.ts';
import { withClaims } from '../tokens.ts';

export default attack({
  id: 'changed-claims',
  title: 'Changed claims',
  attack: 'A real token in which the role was changed to admin, under the signature of the real one.',
  arrange: (at) => at.session('vera'),
  act: (at, { accessToken }) =>
    at.call('/v1/users?limit=5', {
      token: withClaims(accessToken, { role: 'admin' }),
      who: 'a changed token',
    }),
  through: answered,
});

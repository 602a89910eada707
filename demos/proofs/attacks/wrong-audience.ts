import { answered, attack } from '../attack.ts';
import { signedByAnother } from '../tokens.ts';

export default attack({
  id: 'wrong-audience',
  title: 'Another service’s token',
  attack: 'A token that another service issued for itself is shown here.',
  async arrange(at) {
    const { accessToken } = await at.session('carl');
    const other = 'https://another-service.example';
    return signedByAnother(accessToken, { iss: other, aud: other });
  },
  act: (at, token) => at.call('/v1/me', { token, who: 'another service’s token' }),
  through: answered,
});

import { answered, attack } from '../attack.ts';
import { signedWithText } from '../tokens.ts';

export default attack({
  id: 'key-confusion',
  title: 'Key confusion',
  attack: 'An HS256 token whose secret is the service’s public key, which everybody may read.',
  async arrange(at) {
    const { accessToken } = await at.session('vera');
    const { text } = await at.call('/.well-known/jwks.json');
    return signedWithText(accessToken, text, { role: 'admin' });
  },
  act: (at, token) => at.call('/v1/users?limit=5', { token, who: 'a forged token' }),
  through: answered,
});

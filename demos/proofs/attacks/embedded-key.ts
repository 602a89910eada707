import { answered, attack } from '../attack.ts';
import { signedByAnother } from '../tokens.ts';

export default attack({
  id: 'embedded-key',
  title: 'A key in the header',
  attack: 'A token that brings its own key, and an address to fetch more from.',
  async arrange(at) {
    const { accessToken } = await at.session('vera');
    return signedByAnother(
      accessToken,
      {},
      { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, jku: 'https://attacker.example/keys' },
    );
  },
  act: (at, token) => at.call('/v1/me', { token, who: 'a forged token' }),
  through: answered,
});

import { answered, attack } from '../attack.ts';
import { signedByAnother } from '../tokens.ts';

export default attack({
  id: 'kid-injection',
  title: 'Injection in the key id',
  attack:
    'A token signed by the attacker, whose key id is a piece of SQL that would bring the attacker’s key.',
  async arrange(at) {
    const { accessToken } = await at.session('vera');
    return signedByAnother(accessToken, {}, { kid: "x' union select 'attacker', '{}' --" });
  },
  act: (at, token) => at.call('/v1/me', { token, who: 'a forged token' }),
  through: answered,
});

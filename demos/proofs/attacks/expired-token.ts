import { answered, attack } from '../attack.ts';

export default attack({
  id: 'expired-token',
  title: 'An expired token',
  attack: 'A token found in an old log is tried eleven minutes after it was made.',
  needs: ['clock'],
  arrange: (at) => at.session('carl'),
  async act(at, { accessToken: token }) {
    await at.advance(660_000);
    return at.call('/v1/me', { token, who: 'an old token of Carl’s' });
  },
  through: answered,
});

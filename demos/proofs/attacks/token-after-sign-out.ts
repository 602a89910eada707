import { answered, attack } from '../attack.ts';

export default attack({
  id: 'token-after-sign-out',
  title: 'A token after signing out',
  attack: 'The access token of a session whose owner has signed out, with minutes left to live.',
  arrange: (at) => at.session('carl'),
  async act(at, { accessToken: token }) {
    await at.call('/v1/sessions/current', { method: 'DELETE', token, who: 'Carl' });
    return at.call('/v1/me', { token, who: 'a thief' });
  },
  through: answered,
});

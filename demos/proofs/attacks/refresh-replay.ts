import { answered, attack } from '../attack.ts';

export default attack({
  id: 'refresh-replay',
  title: 'A stolen refresh token',
  attack: 'A refresh token that its owner has already used twice over is played back by a thief.',
  arrange: (at) => at.session('carl'),
  async act(at, { refreshToken }) {
    const refresh = (token: string, who: string) =>
      at.call('/v1/sessions/refresh', { body: { refreshToken: token }, who });
    const second = await refresh(refreshToken, 'Carl');
    await refresh(second.json?.refreshToken ?? '-', 'Carl');
    return refresh(refreshToken, 'a thief');
  },
  beneath: 'the token’s family in the database',
  through: answered,
});

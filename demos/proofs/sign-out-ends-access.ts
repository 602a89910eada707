import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'sign-out-ends-access',
  says: 'After signing out neither the refresh token nor the access token, which had minutes to live, is accepted.',
  layer: 'L3',
  signIns: 2,
  decides: 'revocation',
  weak: { off: ['L3'] },
  arrange: (at) => at.session('carl'),
  async act(at, { accessToken: token, refreshToken }) {
    const out = await at.call('/v1/sessions/current', { method: 'DELETE', token, who: 'Carl' });
    const refresh = await at.call('/v1/sessions/refresh', {
      body: { refreshToken },
      who: 'Carl’s refresh token',
    });
    const access = await at.call('/v1/me', { token, who: 'Carl’s access token' });
    return { out, refresh, access };
  },
  expect({ out, refresh, access }, is) {
    is('signing out is answered with 204', out.status === 204);
    is('the refresh token is refused', refusedAs(refresh, 'session-ended', 'L3'));
    is('the access token is refused', refusedAs(access, 'not-authenticated', 'L3'));
  },
});

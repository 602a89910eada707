import { proof } from './proof.ts';

export default proof({
  id: 'refresh-same-successor',
  says: 'Two tabs refresh with the same token within ten seconds: both get the same successor, never a second one.',
  layer: 'L3',
  signIns: 3,
  decides: 'refresh.same-successor',
  weak: { graceSeconds: 0 },
  arrange: (at) => at.session('carl'),
  async act(at, { refreshToken }) {
    const refresh = (who: string) => at.call('/v1/sessions/refresh', { body: { refreshToken }, who });
    return [await refresh('Carl’s first tab'), await refresh('Carl’s second tab')] as const;
  },
  expect([one, two], is) {
    is('both are answered', one.status === 200 && two.status === 200);
    is('with one and the same refresh token', one.json?.refreshToken === two.json?.refreshToken);
  },
});

import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'token-lives-ten-minutes',
  says: 'An access token works until ten minutes have passed, and five seconds of difference between clocks later no more.',
  layer: 'L3',
  signIns: 1,
  decides: 'token-life',
  needs: ['clock'],
  weak: { off: ['L3'] },
  arrange: (at) => at.session('vera'),
  async act(at, { accessToken: token }) {
    const who = 'Vera’s token';
    await at.advance(590_000);
    const before = await at.call('/v1/me', { token, who });
    await at.advance(16_000);
    return { before, after: await at.call('/v1/me', { token, who }) };
  },
  expect({ before, after }, is, { expiresIn }) {
    is('it says 600 seconds at the most', expiresIn <= 600);
    is('after 9 min 50 s it works', before.status === 200);
    is('after 10 min 6 s it is refused with 401', refusedAs(after, 'not-authenticated', 'L3'));
  },
});

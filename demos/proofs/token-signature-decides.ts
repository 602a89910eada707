import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';
import { signedByAnother, signedWithText, withClaims, withHeader } from './tokens.ts';

export default proof({
  id: 'token-signature-decides',
  says: 'A token without a signature, with the public key as a secret, with other claims or by another key is refused; the real one passes.',
  layer: 'L3',
  signIns: 1,
  weak: { off: ['L3'] },
  async arrange(at) {
    const { accessToken: real } = await at.session('vera');
    const jwks = await at.call('/.well-known/jwks.json');
    return {
      real,
      forged: [
        withHeader(real, { alg: 'none' }, {}, ''),
        withHeader(real, { alg: 'none' }),
        await signedWithText(real, JSON.stringify(jwks.json.keys[0])),
        withClaims(real, { role: 'admin' }),
        await signedByAnother(real),
      ],
    };
  },
  async act(at, { real, forged }) {
    const passed = await at.call('/v1/me', { token: real, who: 'Vera’s own token' });
    const answers = [];
    for (const token of forged) answers.push(await at.call('/v1/me', { token, who: 'a forged token' }));
    return { passed, answers };
  },
  expect({ passed, answers }, is) {
    is('the real token passes', passed.status === 200);
    is(
      'all five forgeries are refused with 401',
      answers.every((one) => refusedAs(one, 'not-authenticated', 'L3')),
    );
    is('with one and the same answer', new Set(answers.map(({ json }) => json?.title)).size === 1);
  },
});

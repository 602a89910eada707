import { proof } from './proof.ts';
import { claimsIn, headerIn } from './tokens.ts';

export default proof({
  id: 'token-says-ten-minutes',
  says: 'An access token is an RS256 signature over claims that end at most ten minutes after they begin.',
  layer: 'L3',
  signIns: 1,
  decides: 'token-life',
  weak: {
    answers: (path, answer) =>
      path === '/v1/sessions'
        ? { ...answer, text: answer.text.replace('"expiresIn":600', '"expiresIn":86400') }
        : answer,
  },
  async act(at) {
    return at.session('vera');
  },
  expect({ accessToken, expiresIn }, is) {
    const [exp, iat, nbf] = ['exp', 'iat', 'nbf'].map((name) => Number(claimsIn(accessToken)[name]));
    const { alg, typ } = headerIn(accessToken);
    is('its header says RS256 and at+jwt', alg === 'RS256' && typ === 'at+jwt');
    is(
      'it ends at most 600 s after it was made',
      exp !== undefined && iat !== undefined && exp - iat <= 600 && exp > Number(nbf),
    );
    is('the answer says the same', expiresIn <= 600);
  },
});

import { proof } from './proof.ts';
import { headerIn } from './tokens.ts';

export default proof({
  id: 'signing-keys-public-half',
  says: 'The published keys are RSA of 3072 bits bound to RS256, without any private part, and the one that signs is among them.',
  layer: 'L3',
  signIns: 1,
  decides: 'jwks',
  weak: {
    answers: (path, answer) =>
      path === '/.well-known/jwks.json'
        ? { ...answer, text: answer.text.replace(/"n":".{128}/, '"n":"') }
        : answer,
  },
  async act(at) {
    const { accessToken } = await at.session('vera');
    const { json } = await at.call('/.well-known/jwks.json');
    return { kid: headerIn(accessToken)['kid'], keys: json.keys as Record<string, string>[] };
  },
  expect({ kid, keys }, is) {
    is(
      'the signing key is published',
      keys.some((key) => key['kid'] === kid),
    );
    is(
      'each is for RS256 and nothing else',
      keys.every(({ alg, kty }) => alg === 'RS256' && kty === 'RSA'),
    );
    is(
      'each has 3072 bits',
      keys.every(({ n }) => Math.floor(((n ?? '').length * 6) / 8) * 8 === 3072),
    );
    is(
      'none has a private part',
      keys.every((key) => !['d', 'p', 'q', 'dp', 'dq', 'qi'].some((part) => part in key)),
    );
  },
});

import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'token-form-strict',
  says: 'A real token with padding, another alphabet, a space or a fourth part is refused: only one way of writing it counts.',
  layer: 'L3',
  signIns: 1,
  weak: { off: ['L3'] },
  async arrange(at) {
    const { accessToken } = await at.session('vera');
    const [header, payload, signature] = accessToken.split('.');
    return [
      `${header}.${payload}.${signature}==`,
      `${header}=.${payload}.${signature}`,
      `${accessToken}.e30`,
      `${header}.${payload}.+/${signature?.slice(2)}`,
      `${header}.${payload}`,
    ];
  },
  async act(at, tokens) {
    const answers = [];
    for (const token of tokens)
      answers.push(await at.call('/v1/me', { token, who: 'Vera’s token, written otherwise' }));
    return answers;
  },
  expect(answers, is) {
    is(
      'all five are refused with 401',
      answers.every((one) => refusedAs(one, 'not-authenticated', 'L3')),
    );
  },
});

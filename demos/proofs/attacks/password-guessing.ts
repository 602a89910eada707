import { users } from '#api/storage/examples.ts';
import { attack, limitOf } from '../attack.ts';
import type { Answer } from '../bench.ts';

export default attack({
  id: 'password-guessing',
  title: 'Guessing a password',
  attack: 'Common passwords are tried at one address, as many as the service answers.',
  async act(at) {
    let answer: Answer | undefined;
    for (let n = 0; n <= limitOf(answer, 'sign-in', 20) && answer?.status !== 429; n++)
      answer = await at.call('/v1/sessions', {
        body: { email: users.vera.email, password: `password ${n}` },
        who: 'a guesser',
      });
    return answer as Answer;
  },
  through: ({ status }) => status !== 429,
});

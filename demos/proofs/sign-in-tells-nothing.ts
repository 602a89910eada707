import { users } from '#api/storage/examples.ts';
import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'sign-in-tells-nothing',
  says: 'An unknown address, a wrong password and a disabled account get the same refusal.',
  layer: 'L3',
  signIns: 3,
  decides: 'sign-in-failed',
  weak: {
    answers: (path, answer) =>
      path === '/v1/sessions' && answer.status === 401
        ? { ...answer, text: answer.text.replace('"title":"', `"title":"${performance.now()} `) }
        : answer,
  },
  async act(at) {
    const attempt = (email: string, who: string) =>
      at.call('/v1/sessions', { body: { email, password: 'not the password at all' }, who });
    return [
      await attempt(`${at.unique()}@aster.example`, 'an address that nobody has'),
      await attempt(users.vera.email, 'Vera’s address, a wrong password'),
      await attempt(users.dora.email, 'Dora’s address, whose account is disabled'),
    ];
  },
  expect(answers, is) {
    is(
      'each is refused with 401',
      answers.every((answer) => refusedAs(answer, 'sign-in-failed', 'L3')),
    );
    const said = answers.map(({ json }) => JSON.stringify({ ...json, instance: '' }));
    is('in the same words', new Set(said).size === 1);
  },
});

import { key } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'errors-echo-nothing',
  says: 'A canary in values, keys, addresses and tokens comes back in no refusal.',
  layer: 'L5',
  decides: 'no-echo',
  weak: {
    answers: (path, answer) =>
      answer.status === 400
        ? { ...answer, text: answer.text.replace('"title":"', `"title":"${path} `) }
        : answer,
  },
  async act(at) {
    const canary = at.unique();
    const answers = [
      await at.call(`/v1/documents?${canary}=${canary}`, { as: 'carl' }),
      await at.call(`/v1/documents/${canary}`, { as: 'carl' }),
      await at.call('/v1/documents', {
        as: 'carl',
        headers: key(),
        body: { [canary]: canary, title: [canary] },
      }),
      await at.call('/v1/me', { token: `${canary}.${canary}.${canary}`, who: 'a canary as a token' }),
      await at.call(`/${canary}`),
    ];
    return { canary, answers };
  },
  expect({ canary, answers }, is) {
    is(
      'all five are refused',
      answers.every(({ status }) => status >= 400 && status < 500),
    );
    is(
      'none repeats the canary',
      answers.every(({ text }) => !text.includes(canary)),
    );
  },
});

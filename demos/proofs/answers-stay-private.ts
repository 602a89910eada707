import { proof } from './proof.ts';

export default proof({
  id: 'answers-stay-private',
  says: 'Answers, refusals and faults carry the headers that keep caches and browsers from misusing them.',
  layer: 'L1',
  decides: 'headers',
  weak: {
    answers: (_path, answer) => ({
      ...answer,
      headers: Object.fromEntries(
        Object.entries(answer.headers).filter(([name]) => name !== 'cache-control'),
      ),
    }),
  },
  async act(at) {
    return [
      await at.call('/v1/me', { as: 'vera' }),
      await at.call('/v1/me'),
      await at.call('/v1/documents?limit=0', { as: 'vera' }),
      await at.call('/nowhere'),
    ];
  },
  expect(answers, is) {
    const all = (name: string, value: RegExp) =>
      answers.every(({ headers }) => value.test(headers.get(name) ?? ''));
    is('none may be kept', all('cache-control', /no-store/));
    is('none is taken for another type', all('x-content-type-options', /^nosniff$/));
    is(
      'none may run or be framed',
      all('content-security-policy', /default-src 'none'; frame-ancestors 'none'/),
    );
    is('all ask for TLS', all('strict-transport-security', /max-age=63072000/));
  },
});

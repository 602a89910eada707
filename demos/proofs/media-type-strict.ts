import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'media-type-strict',
  says: 'A form, a text and a compressed body are refused unread: the service takes JSON in UTF-8 and nothing else.',
  layer: 'L1',
  weak: { off: ['L1'] },
  async act(at) {
    const ask = { as: 'carl', body: '{"title":"x"}' } as const;
    const types = ['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=utf-16'];
    const answers = [];
    for (const type of types)
      answers.push(await at.call('/v1/documents', { ...ask, headers: { ...key(), 'content-type': type } }));
    answers.push(
      await at.call('/v1/documents', { ...ask, headers: { ...key(), 'content-encoding': 'gzip' } }),
    );
    return answers;
  },
  expect(answers, is) {
    is(
      'each is refused with 415 by L1',
      answers.every((answer) => refusedAs(answer, 'media-type', 'L1')),
    );
  },
});

import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

const texts: readonly (readonly [rule: string, text: string])[] = [
  ['json.member-twice', '{"title":"a","title":"b"}'],
  ['json.nul', '{"title":"a\\u0000b"}'],
  ['json.lone-surrogate', '{"title":"\\ud800"}'],
  ['json.number-range', '{"title":1e999}'],
  ['json.grammar', '{"title":}'],
  ['json.member-name', '{"__proto__":{"role":"admin"}}'],
];

export default proof({
  id: 'json-one-meaning',
  says: 'JSON that two readers could read differently, or that PostgreSQL could not keep, is refused at the edge.',
  layer: 'L1',
  weak: { off: ['L1'] },
  async act(at) {
    const answers = [];
    for (const [rule, body] of texts)
      answers.push({ rule, answer: await at.call('/v1/documents', { as: 'carl', body, headers: key() }) });
    return answers;
  },
  expect(answers, is) {
    for (const { rule, answer } of answers)
      is(`${rule} is refused with 400 by L1`, refusedAs(answer, 'malformed-request', 'L1', rule));
  },
});

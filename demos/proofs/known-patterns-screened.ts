import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

const noise: readonly (readonly [rule: string, path: string])[] = [
  ['sql-union', "/v1/documents?department=x' union select 1"],
  ['script-element', '/v1/documents?department=<script>'],
  ['traversal', '/v1/documents?department=../../x'],
  ['sql-tautology', "/v1/documents?department=x' or '1'='1"],
];

export default proof({
  id: 'known-patterns-screened',
  says: 'Four known attack patterns in an address are refused by the screening rules that stand for AWS WAF here.',
  layer: 'L1',
  weak: { off: ['L1'] },
  async act(at) {
    const answers = [];
    for (const [rule, path] of noise)
      answers.push({ rule, answer: await at.call(encodeURI(path), { as: 'carl' }) });
    return answers;
  },
  expect(answers, is) {
    for (const { rule, answer } of answers)
      is(`“${rule}” is refused with 403 by L1`, refusedAs(answer, 'request-screened', 'L1', rule));
  },
});

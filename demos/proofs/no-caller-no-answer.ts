import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';
import { signedByAnother } from './tokens.ts';

interface Operation {
  readonly security?: readonly unknown[];
}

export default proof({
  id: 'no-caller-no-answer',
  says: 'Every route of the contract that is not public refuses a call without a token, and one with a token signed by somebody else.',
  layer: 'L3',
  weak: { off: ['L3'] },
  async arrange(at) {
    const { json } = await at.call('/openapi.json');
    const closed = Object.entries(json.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, operations]) =>
        Object.entries(operations)
          .filter(([, { security }]) => security !== undefined && security.length > 0)
          .map(([method]) => ({
            method: method.toUpperCase(),
            path: path.replaceAll(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000'),
          })),
    );
    const { accessToken } = await at.session('carl');
    return { closed, forged: await signedByAnother(accessToken) };
  },
  async act(at, { closed, forged }) {
    const answers = [];
    for (const { method, path } of closed) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
      answers.push(await at.call(path, { method, ...body }));
      answers.push(await at.call(path, { method, ...body, token: forged, who: 'a forged token' }));
    }
    return answers;
  },
  expect(answers, is, { closed }) {
    is('the contract has at least 15 such routes', closed.length >= 15);
    is(
      `all ${answers.length} calls are refused with 401 by L3`,
      answers.every((answer) => refusedAs(answer, 'not-authenticated', 'L3')),
    );
  },
});

import { CannotRun } from './bench.ts';
import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'calls-counted',
  says: 'Sign-in calls of one client are counted: the one over the limit is refused with 429 and told when to come back.',
  layer: 'L2',
  weak: { off: ['L2'] },
  last: true,
  async act(at) {
    const ask = { body: '{}' };
    const first = await at.call('/v1/sessions', ask);
    const limit = Number(/"sign-in";q=(\d+)/.exec(first.headers.get('ratelimit-policy') ?? '')?.[1] ?? 40);
    if (limit > 300) throw new CannotRun(`This host allows ${limit} sign-ins: too many to use up here.`);
    let answer = first;
    let calls = 1;
    while (answer.status !== 429 && calls <= limit) {
      answer = await at.call('/v1/sessions', ask);
      calls += 1;
    }
    return { limit, calls, answer };
  },
  expect({ limit, calls, answer }, is) {
    is(`at most ${limit} of ${calls} calls pass`, calls <= limit + 1);
    is('the next is refused with 429 by L2', refusedAs(answer, 'quota-exceeded', 'L2'));
    is('it names the policy', answer.json?.['violated-policies']?.includes('sign-in') === true);
    is('Retry-After says how long', Number(answer.headers.get('retry-after')) >= 1);
  },
});

import { users } from '#api/storage/examples.ts';
import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

const change = (department: string) => ({ as: 'ada', method: 'PATCH', body: { department } }) as const;

export default proof({
  id: 'rights-decided-anew',
  says: 'An admin moves a colleague to another department: the token that still says the old one is refused at the next call.',
  layer: 'L3',
  signIns: 1,
  decides: 'revocation',
  weak: { off: ['L3'] },
  arrange: (at) => at.session('vera'),
  async act(at, { accessToken: token }) {
    const who = 'Vera, with the token of before';
    const before = await at.call('/v1/me', { token, who: 'Vera' });
    const moved = await at.call(`/v1/users/${users.vera.id}`, change('finance'));
    return { before, moved, after: await at.call('/v1/me', { token, who }) };
  },
  expect({ before, moved, after }, is) {
    is('the token works', before.status === 200 && before.json.department === 'operations');
    is('she is moved', moved.status === 200 && moved.json.department === 'finance');
    is('the token does not work any more', refusedAs(after, 'not-authenticated', 'L3'));
  },
  async restore(at) {
    await at.call(`/v1/users/${users.vera.id}`, change('operations'));
  },
});

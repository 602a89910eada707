import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'refresh-grace-ends',
  says: 'Eleven seconds after it was spent, even the immediate parent is refused, and its successor with it.',
  layer: 'L3',
  signIns: 4,
  decides: 'refresh.reused',
  needs: ['clock'],
  weak: {
    sql: `create or replace function identity.end_reused(token bytea, at timestamptz) returns boolean language sql
      as $$ select false $$`,
  },
  arrange: (at) => at.session('carl'),
  async act(at, { refreshToken }) {
    const refresh = (token: string, who: string) =>
      at.call('/v1/sessions/refresh', { body: { refreshToken: token }, who });
    const first = await refresh(refreshToken, 'Carl');
    await at.advance(11_000);
    const late = await refresh(refreshToken, 'somebody, eleven seconds later');
    return { first, late, afterwards: await refresh(first.json?.refreshToken ?? '-', 'Carl') };
  },
  expect({ first, late, afterwards }, is) {
    is('the exchange is answered', first.status === 200);
    is('the parent is refused', refusedAs(late, 'session-ended', 'L3'));
    is('so is the successor', refusedAs(afterwards, 'session-ended', 'L3'));
  },
});

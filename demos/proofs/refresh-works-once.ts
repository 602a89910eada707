import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'refresh-works-once',
  says: 'A refresh token that was spent two exchanges ago comes back: it is refused, and the newest token of its family with it.',
  layer: 'L3',
  signIns: 5,
  decides: 'refresh.reused',
  weak: {
    sql: `create or replace function identity.end_reused(token bytea, at timestamptz) returns boolean language sql
      as $$ select false $$`,
  },
  arrange: (at) => at.session('carl'),
  async act(at, { refreshToken }) {
    const refresh = (token: string, who: string) =>
      at.call('/v1/sessions/refresh', { body: { refreshToken: token }, who });
    const second = await refresh(refreshToken, 'Carl');
    const third = await refresh(second.json?.refreshToken ?? '-', 'Carl');
    const replay = await refresh(refreshToken, 'a thief with the first token');
    const afterwards = await refresh(third.json?.refreshToken ?? '-', 'Carl, with the newest token');
    return { second, third, replay, afterwards };
  },
  expect({ second, third, replay, afterwards }, is) {
    is('each exchange gives another token', second.json?.refreshToken !== third.json?.refreshToken);
    is('both exchanges are answered', second.status === 200 && third.status === 200);
    is('the spent token is refused', refusedAs(replay, 'session-ended', 'L3'));
    is('so is the newest: the family is revoked', refusedAs(afterwards, 'session-ended', 'L3'));
  },
});

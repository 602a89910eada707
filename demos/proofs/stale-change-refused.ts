import { refusedAs, remove, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'stale-change-refused',
  says: 'Two people change the same version of a document: the second is refused and overwrites nothing.',
  layer: 'data',
  decides: 'conflict',
  weak: {
    sql: `create function weak_version() returns trigger language plpgsql as $$ begin new.version := old.version; return new; end $$;
      create trigger zz_weak_version before update on documents for each row execute function weak_version();`,
  },
  arrange: (at) => write(at, 'carl'),
  async act(at, { at: path }) {
    const change = (as: 'carl' | 'ada', title: string) =>
      at.call(path, { as, method: 'PATCH', body: { version: 1, title } });
    const first = await change('carl', 'By the first');
    const late = await change('ada', 'By the second');
    return { first, kept: await at.call(path, { as: 'carl' }), late };
  },
  expect({ first, kept, late }, is) {
    is('the first is made', first.status === 200 && first.json.version === 2);
    is('the second is refused with 409', refusedAs(late, 'conflict'));
    is('the first stands', kept.json?.title === 'By the first');
  },
  restore: remove,
});

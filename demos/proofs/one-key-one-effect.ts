import { key, refusedAs, remove, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'one-key-one-effect',
  says: 'A creating call is sent twice with one idempotency key: the second answer is the first again, and there is one document.',
  layer: 'data',
  decides: 'other-payload',
  weak: {
    sql: `create function weak_keys() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger weak_keys before insert on idempotency_keys for each row execute function weak_keys();`,
  },
  async arrange(at) {
    const title = at.unique();
    const headers = key();
    return { title, headers, first: await write(at, 'carl', { title }, { headers }) };
  },
  async act(at, { title, headers }) {
    const again = await write(at, 'carl', { title }, { headers });
    const { json } = await at.call('/v1/documents?limit=20', { as: 'carl' });
    const body = { title: 'another', body: 'x', department: 'operations' };
    const missing = await at.call('/v1/documents', { as: 'carl', body });
    const other = await at.call('/v1/documents', { as: 'carl', body, headers });
    return {
      again,
      missing,
      other,
      found: json.documents.filter((one: { title: string }) => one.title === title),
    };
  },
  expect({ again, missing, other, found }, is, { first }) {
    is('both answers are the same', again.answer.text === first.answer.text);
    is('there is one document', found.length === 1);
    is('without a key it is refused', refusedAs(missing, 'idempotency-key-missing'));
    is('another payload under the key is refused', refusedAs(other, 'other-payload'));
  },
  async restore(at, { first }) {
    await remove(at, first);
  },
});

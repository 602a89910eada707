import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'input-parsed-first',
  says: 'A wrong type, a missing field, a page of 101 rows and an id that is none are refused with the place of the fault.',
  layer: 'L5',
  weak: { off: ['L5'] },
  async act(at) {
    const write = (body: object) => at.call('/v1/documents', { as: 'carl', headers: key(), body });
    return {
      type: await write({ title: 7, body: '', department: 'operations' }),
      missing: await write({ title: 'x', department: 'operations' }),
      page: await at.call('/v1/documents?limit=101', { as: 'carl' }),
      id: await at.call('/v1/documents/1', { as: 'carl' }),
    };
  },
  expect({ type, missing, page, id }, is) {
    const at = (answer: typeof type, pointer: string) =>
      refusedAs(answer, 'invalid-input', 'L5') && answer.json.errors?.[0]?.pointer === pointer;
    is('the type: /title', at(type, '/title'));
    is('the missing field: /body', at(missing, '/body'));
    is('the page: /query/limit', at(page, '/query/limit'));
    is('the id: /path/id', at(id, '/path/id'));
  },
});

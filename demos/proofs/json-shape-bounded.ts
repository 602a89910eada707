import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'json-shape-bounded',
  says: 'JSON 30,000 levels deep, or with 1,001 members, is refused before anything is built from it.',
  layer: 'L1',
  weak: { off: ['L1'] },
  async act(at) {
    const ask = { as: 'carl', headers: key() } as const;
    const members = Array.from({ length: 1_001 }, (_, n) => `"m${n}":0`).join();
    const wide = await at.call('/v1/documents', { ...ask, body: `{${members}}` });
    const deep = await at.call('/v1/documents', { ...ask, body: '['.repeat(30_000) });
    return { deep, wide };
  },
  expect({ deep, wide }, is) {
    is('depth is refused by L1', refusedAs(deep, 'malformed-request', 'L1', 'json.too-deep'));
    is('number is refused by L1', refusedAs(wide, 'malformed-request', 'L1', 'json.too-many-members'));
  },
});

import { remove, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'changed-bit-stays-shut',
  says: 'One bit of an encrypted text is flipped in the database: it is refused whole, not opened with a fault in it.',
  layer: 'L6',
  decides: 'opened',
  needs: ['inspect'],
  weak: { off: ['L6'] },
  arrange: (at) => write(at, 'carl', { body: 'pay 100 to the port' }),
  async act(at, { id, at: path }) {
    const before = await at.call(path, { as: 'carl' });
    await at.rows(
      `update documents set body_sealed = set_byte(body_sealed, length(body_sealed) - 17, get_byte(body_sealed, length(body_sealed) - 17) # 1) where id = '${id}'`,
    );
    return { before, after: await at.call(path, { as: 'carl' }) };
  },
  expect({ before, after }, is) {
    is('before, it opens', before.json?.body === 'pay 100 to the port');
    is('afterwards it does not', after.status === 500 && !after.text.includes('pay'));
  },
  restore: remove,
});

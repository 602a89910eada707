import { attack } from '../attack.ts';
import { remove, write } from '../papers.ts';

export default attack({
  id: 'moved-ciphertext',
  title: 'Ciphertext moved between rows',
  attack: 'The owner of the database copies a confidential text into a row that a friend may read.',
  silently: 'L6',
  needs: ['inspect'],
  async arrange(at) {
    const secret = at.unique();
    return {
      secret,
      from: await write(at, 'cleo', { body: secret, department: 'finance' }),
      to: await write(at, 'carl'),
    };
  },
  async act(at, { from, to }) {
    await at.rows(
      `update documents set body_sealed = (select body_sealed from documents where id = '${from.id}') where id = '${to.id}'`,
    );
    return at.call(to.at, { as: 'carl' });
  },
  through: ({ text }, { secret }) => text.includes(secret),
  async restore(at, { from, to }) {
    await remove(at, from);
    await remove(at, to);
  },
});

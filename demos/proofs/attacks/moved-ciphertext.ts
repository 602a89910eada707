import { attack } from '../attack.ts';
import { moveText, remove, secretAndOther } from '../papers.ts';

export default attack({
  id: 'moved-ciphertext',
  title: 'Ciphertext moved between rows',
  attack: 'The owner of the database copies a confidential text into a row that a friend may read.',
  silently: 'L6',
  needs: ['inspect'],
  arrange: secretAndOther,
  act: moveText,
  through: ({ text }, { secret }) => text.includes(secret),
  async restore(at, { from, to }) {
    await remove(at, from);
    await remove(at, to);
  },
});

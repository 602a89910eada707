import { moveText, remove, secretAndOther } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'moved-value-stays-shut',
  says: 'The owner of the database copies an encrypted text into another row: there it does not open, and the answer shows nothing of it.',
  layer: 'L6',
  decides: 'opened',
  needs: ['inspect'],
  weak: { off: ['L6'] },
  arrange: secretAndOther,
  act: moveText,
  expect(answer, is, { secret }) {
    is('the read fails with 500', answer.status === 500 && answer.json?.type === '/problems/internal');
    is('and shows nothing of the text', !answer.text.includes(secret));
  },
  async restore(at, { from, to }) {
    await remove(at, from);
    await remove(at, to);
  },
});

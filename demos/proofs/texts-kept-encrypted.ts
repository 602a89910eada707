import { remove, write } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'texts-kept-encrypted',
  says: 'The text of a document is ciphertext in the database, and so is the kept answer that repeats it.',
  layer: 'L6',
  decides: 'sealed',
  needs: ['inspect'],
  weak: { off: ['L6'] },
  async arrange(at) {
    const canary = at.unique();
    return { canary, paper: await write(at, 'carl', { body: canary }) };
  },
  async act(at, { canary, paper }) {
    const holds = (column: string) => `position(convert_to('${canary}', 'UTF8') in ${column}) > 0`;
    const [stored] = await at.rows(
      `select length(body_sealed) as bytes, get_byte(body_sealed, 0) as form, ${holds('body_sealed')} as clear from documents where id = '${paper.id}'`,
    );
    const [kept] = await at.rows(`select count(*)::int as n from idempotency_keys where ${holds('reply')}`);
    const read = await at.call(paper.at, { as: 'carl' });
    return { stored, kept, read };
  },
  expect({ stored, kept, read }, is, { canary }) {
    is('the API gives the text back', read.json?.body === canary);
    is('the column does not hold it', stored?.['clear'] === false);
    is('it holds an envelope: 33 bytes more than the text', Number(stored?.['bytes']) === canary.length + 33);
    is('no kept answer holds it', kept?.['n'] === 0);
  },
  restore: (at, { paper }) => remove(at, paper),
});

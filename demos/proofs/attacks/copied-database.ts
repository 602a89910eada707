import { attack } from '../attack.ts';
import { remove, write } from '../papers.ts';

export default attack({
  id: 'copied-database',
  title: 'A copy of the database',
  attack: 'Somebody has a copy of the tables, and looks for the text of a confidential document.',
  silently: 'L6',
  needs: ['inspect'],
  async arrange(at) {
    const secret = at.unique();
    return { secret, paper: await write(at, 'carl', { body: secret, classification: 'confidential' }) };
  },
  async act(at, { secret, paper }) {
    const [row] = await at.rows(
      `select position(convert_to('${secret}', 'UTF8') in body_sealed) > 0 as found from documents where id = '${paper.id}'`,
    );
    return {
      status: row?.['found'] === true ? 200 : 404,
      headers: new Headers(),
      text: '',
      json: null,
      trace: '',
    };
  },
  through: ({ status }) => status === 200,
  restore: (at, { paper }) => remove(at, paper),
});

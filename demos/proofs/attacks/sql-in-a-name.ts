import { attack } from '../attack.ts';
import { refusedAs } from '../papers.ts';

export default attack({
  id: 'sql-in-a-name',
  title: 'SQL in a name',
  attack: 'A parameter that names a column to sort by carries a sub-select.',
  act: (at) =>
    at.call(encodeURI('/v1/documents?order=(select case when true then title end)&limit=1'), { as: 'cora' }),
  beneath: 'no SQL is made from input',
  through: (answer) => refusedAs(answer, 'internal'),
});

import { answered, attack } from '../attack.ts';

export default attack({
  id: 'sql-in-a-value',
  title: 'SQL in a value',
  attack: 'A filter carries a condition that is always true, to list the documents of everybody.',
  act: (at) => at.call(encodeURI("/v1/documents?department=x' or '1'='1&limit=25"), { as: 'cora' }),
  beneath: 'values reach SQL as parameters',
  through: (answer) => answered(answer) && (answer.json?.documents?.length ?? 0) > 0,
});

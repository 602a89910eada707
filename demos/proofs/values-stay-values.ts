import { remove, write } from './papers.ts';
import { proof } from './proof.ts';

const title = `O'Brien "; -- \\ $1 %s {{7*7}} ‮😀`;
const body = `x'||(select current_user)||'\n\t$$ /* \\0 */ ${'é'}`;

export default proof({
  id: 'values-stay-values',
  says: 'Quotes, comment signs, placeholders and a sub-select in a value are kept and come back byte for byte.',
  layer: 'L5',
  decides: 'sql-tag',
  weak: {
    sql: `create function weak_quotes() returns trigger language plpgsql as $$
        begin new.title := replace(new.title, '''', ''); return new; end $$;
      create trigger weak_quotes before insert on documents for each row execute function weak_quotes();`,
  },
  arrange: (at) => write(at, 'carl', { title, body }),
  act: (at, { at: path }) => at.call(path, { as: 'carl' }),
  expect({ json }, is) {
    is('the title is what was sent', json?.title === title);
    is('the text is what was sent', json?.body === body);
  },
  restore: remove,
});

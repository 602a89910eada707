import type { Statement, Value } from './database.ts';

const names = new WeakMap<TemplateStringsArray, string>();
let count = 0;

/**
 * The only way to write SQL: a tagged template whose holes become parameters ($1 …), never text.
 * Each place in the source is one prepared statement; its name is made once.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly Value[]): Statement {
  let name = names.get(strings);
  if (name === undefined) {
    count += 1;
    name = `s${count}`;
    names.set(strings, name);
    texts.set(
      strings,
      strings.reduce((text, part, index) => `${text}$${index}${part}`),
    );
  }
  return { name, text: texts.get(strings) as string, values };
}

const texts = new WeakMap<TemplateStringsArray, string>();

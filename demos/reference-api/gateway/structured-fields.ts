// A strict reader of RFC 9651 lists of strings with integer parameters, for tests: what RateLimit fields are made of.

export interface Item {
  readonly value: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** @throws SyntaxError at the first character that does not belong there */
export function readList(field: string): Item[] {
  let rest = field;
  function take(pattern: RegExp, what: string): string {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) throw new SyntaxError(`${what} expected at "${rest}"`);
    rest = rest.slice(found.length);
    return found;
  }
  const items: Item[] = [];
  for (;;) {
    const value = take(/^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/, 'a string').slice(1, -1);
    const parameters: Record<string, number> = {};
    while (rest.startsWith(';')) {
      const name = take(/^; *[a-z*][a-z0-9_.*-]*/, 'a parameter')
        .slice(1)
        .trim();
      take(/^=/, 'a value');
      parameters[name] = Number(take(/^-?\d{1,15}(?![\d.])/, 'an integer'));
    }
    items.push({ value, parameters });
    if (rest === '') return items;
    take(/^[ \t]*,[ \t]*(?=.)/, 'a comma');
  }
}

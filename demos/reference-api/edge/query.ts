import { Problem } from '../problem.ts';

export type Query = Readonly<Record<string, string>>;

/** No parameters: the same object every time, so that it can be recognised. */
export const noQuery: Query = Object.freeze(Object.create(null));

/**
 * The query of a URL. A parameter named twice is refused, because the services behind one address disagree on which of
 * the two counts (parameter pollution); so are percent sequences that are not UTF-8, and U+0000.
 * @throws Problem 'malformed-request' (400)
 */
export function readQuery(text: string, most: number): Query {
  if (text === '') return noQuery;
  const query: Record<string, string> = Object.create(null);
  let count = 0;
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf('&', start);
    if (end === -1) end = text.length;
    if (end > start) {
      count += 1;
      if (count > most) throw refused('parameters');
      const equals = text.indexOf('=', start);
      const split = equals === -1 || equals > end ? end : equals;
      const name = decoded(text.slice(start, split));
      if (name in query) throw refused('parameter-twice');
      query[name] = split === end ? '' : decoded(text.slice(split + 1, end));
    }
    start = end + 1;
  }
  return query;
}

function decoded(part: string): string {
  const plain = part.includes('+') ? part.replaceAll('+', ' ') : part;
  if (!plain.includes('%')) return plain;
  let text: string;
  try {
    text = decodeURIComponent(plain);
  } catch {
    throw refused('encoding');
  }
  if (text.includes('\0')) throw refused('nul');
  return text;
}

const refused = (rule: string): Problem =>
  new Problem('malformed-request', { layer: 'L1', rule: `query.${rule}` });

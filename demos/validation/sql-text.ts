// One input on its way into a statement, three ways. Texts only: nothing here is sent to a database.

export interface Piece {
  readonly text: string;
  /** How the database reads it: as part of the statement, as a value, or as a remark. */
  readonly as: 'code' | 'value' | 'remark';
}

const before = "UPDATE documents SET title = '";
const after = "' WHERE id = $1";

/** Pasted in: what many tutorials still show. */
export const pasted = (input: string): string => before + input + after;

/** Quotes doubled and tags cut out before it is stored: the "clean the input" school. */
export const cleaned = (input: string): string =>
  input
    .replaceAll(/<[^>]*>?/g, '')
    .replaceAll(/--|;|\/\*|\*\//g, '')
    .replaceAll("'", "''");

export const bound = { statement: 'UPDATE documents SET title = $2 WHERE id = $1' } as const;

/** How PostgreSQL takes a statement apart: quotes, doubled quotes, `--` and block comments. */
export function pieces(sql: string): Piece[] {
  const found: Piece[] = [];
  const forms = /('(?:[^']|'')*(?:'|$))|(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
  let at = 0;
  for (const { 0: text, 1: value, index } of sql.matchAll(forms)) {
    if (index > at) found.push({ text: sql.slice(at, index), as: 'code' });
    found.push({ text, as: value === undefined ? 'remark' : 'value' });
    at = index + text.length;
  }
  if (at < sql.length) found.push({ text: sql.slice(at), as: 'code' });
  return found;
}

/** Statements that a database would see: parts between semicolons that hold more than remarks. */
export const statementsIn = (sql: string): number =>
  pieces(sql)
    .map(({ text, as }) => (as === 'code' ? text : as === 'value' ? 'v' : ''))
    .join('')
    .split(';')
    .filter((part) => part.trim() !== '').length;

/** For HTML: the signs that would be read as markup, at the place where it is written out. */
export const encoded = (input: string): string =>
  input.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const inputs: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'A name', text: "Siobhán O'Neill" },
  { name: 'A formula', text: 'Depots where load < 4 & delay > 2' },
  { name: 'A way out of the quotes', text: "x', owner_id = 'mallory" },
  { name: 'A second statement', text: "x'; DROP TABLE documents; --" },
  { name: 'A script', text: '<img src=x onerror=alert(1)>' },
];

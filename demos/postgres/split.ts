// A script cut into what is run one by one: statements, psql's commands, and COPY with the data that follows it in a dump.
// Knows PostgreSQL's quoting, and nothing else of its grammar.

export type Piece =
  | { readonly kind: 'statement'; readonly text: string; readonly at: number }
  /** "\d users": its line, without what follows. */
  | { readonly kind: 'command'; readonly text: string; readonly at: number }
  /** COPY … FROM STDIN; and its lines up to "\.". */
  | { readonly kind: 'copy'; readonly text: string; readonly at: number; readonly data: string };

const dollar = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;

/** Where a quoted, commented or ordinary run of text that begins at `at` ends. Unclosed ones end with the text. */
export function tokenEnd(text: string, at: number): number {
  const found = (needle: string, from: number): number => {
    const to = text.indexOf(needle, from);
    return to < 0 ? text.length : to + needle.length;
  };
  const two = text.slice(at, at + 2);
  if (two === '--') {
    const to = text.indexOf('\n', at);
    return to < 0 ? text.length : to;
  }
  if (two === '/*') return commentEnd(text, at);
  const one = text[at];
  if (one === "'") return quoteEnd(text, at + 1, "'", false);
  if (one === '"') return quoteEnd(text, at + 1, '"', false);
  if (/^[eE]'/.test(two)) return quoteEnd(text, at + 2, "'", true);
  if (one === '$') {
    dollar.lastIndex = at;
    const tag = dollar.exec(text)?.[0];
    return tag ? found(tag, at + tag.length) : at + 1;
  }
  word.lastIndex = at;
  return at + (word.exec(text)?.[0].length ?? 1);
}

/** A doubled quote stands for itself, so it simply begins the next run. */
function quoteEnd(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** Comments nest in PostgreSQL. */
function commentEnd(text: string, from: number): number {
  let deep = 0;
  for (let at = from; at < text.length - 1; at++) {
    const two = text.slice(at, at + 2);
    if (two === '/*') deep++;
    else if (two === '*/') deep--;
    else continue;
    at++;
    if (deep === 0) return at + 1;
  }
  return text.length;
}

const isComment = (text: string, at: number): boolean =>
  text.startsWith('--', at) || text.startsWith('/*', at);

/** The first words of a statement in lower case, comments left out: "copy", "public", ".", "users", "from", "stdin". */
export function wordsOf(text: string, most = 12): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length && words.length < most; ) {
    const end = tokenEnd(text, at);
    if (!isComment(text, at) && !/\s/.test(text[at] ?? '')) words.push(text.slice(at, end).toLowerCase());
    at = end;
  }
  return words;
}

/** BEGIN ATOMIC … END holds semicolons of its own: the body of a function in SQL's standard form. */
const opensBody = (words: readonly string[]): boolean =>
  words.at(-1) === 'atomic' && words.at(-2) === 'begin';

export function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let start = -1;
  let depth = 0;
  let bodies = 0;
  let words: string[] = [];
  const finish = (end: number): void => {
    const statement = start < 0 ? '' : text.slice(start, end).trimEnd();
    if (statement !== '') pieces.push({ kind: 'statement', text: statement, at: start });
    start = -1;
    depth = 0;
    bodies = 0;
    words = [];
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    const end = tokenEnd(text, at);
    if (/\s/.test(char) || isComment(text, at)) {
      at = end;
      continue;
    }
    if (start < 0 && char === '\\') {
      const line = text.indexOf('\n', at);
      const to = line < 0 ? text.length : line;
      pieces.push({ kind: 'command', text: text.slice(at, to).trim().replace(/;$/, ''), at });
      at = to;
      continue;
    }
    if (char === ';' && depth === 0 && bodies === 0) {
      const was = start;
      const copies = was >= 0 && isCopyIn(words);
      finish(at);
      at = end;
      if (copies) at = takeData(text, at, pieces);
      continue;
    }
    if (start < 0) start = at;
    if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    words.push(text.slice(at, end).toLowerCase());
    if (opensBody(words) || (bodies > 0 && words.at(-1) === 'case')) bodies++;
    else if (bodies > 0 && words.at(-1) === 'end') bodies--;
    at = end;
  }
  finish(text.length);
  return pieces;
}

/** COPY … FROM STDIN, whatever stands between. */
export const isCopyIn = (words: readonly string[]): boolean =>
  words[0] === 'copy' && words.some((one, i) => one === 'from' && words[i + 1] === 'stdin');

/** Moves the lines after a COPY into its piece. @returns where they end */
function takeData(text: string, at: number, pieces: Piece[]): number {
  const last = pieces.pop();
  if (!last) return at;
  const line = text.indexOf('\n', at);
  const from = line < 0 ? text.length : line + 1;
  const end = /^\\\.[ \t]*\r?$/m;
  const rest = text.slice(from);
  const found = end.exec(rest);
  const data = found ? rest.slice(0, found.index) : rest;
  pieces.push({ kind: 'copy', text: last.text, at: last.at, data });
  return found ? from + found.index + found[0].length : text.length;
}

/** 1 for the first line. */
export const lineOf = (text: string, at: number): number => {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
  return line;
};

/** The piece around a place in the text, or the last one before it. */
export const pieceAt = (pieces: readonly Piece[], at: number): Piece | undefined =>
  pieces.findLast((piece) => piece.at <= at) ?? pieces[0];

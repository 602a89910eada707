// Contributions by word: a pair of words speaks for both in equal parts, a piece of a word for that word. The sum stays what it
// was, so what is highlighted is the whole score and not a choice of it.
import type { Span } from '#api/intake/model/reader.ts';
import type { Piece } from './row.ts';

/** As the model cuts a text. */
const word = /\p{L}+|\d+|[!?€#%]/gu;

export function byWord(text: string, pieces: readonly Piece[]): Piece[] {
  const words = [...text.matchAll(word)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    weight: 0,
  }));
  for (const { from, to, weight } of pieces) {
    const touched = words.filter((one) => one.from < to && from < one.to);
    for (const one of touched) one.weight += weight / touched.length;
  }
  return words;
}

export interface Run extends Span {
  readonly weight: number;
  /** Which fact was read here. */
  readonly fact: string | null;
}

/** The whole text in runs: words, what lies between, and the facts, each of which is one run. */
export function runsOf(
  text: string,
  words: readonly Piece[],
  facts: readonly (Span & { readonly name: string })[],
): Run[] {
  const inFact = (one: Span) => facts.find(({ from, to }) => one.from < to && from < one.to);
  const marks: Run[] = [
    ...facts.map(({ from, to, name }) => ({
      from,
      to,
      fact: name,
      weight: words
        .filter((one) => one.from < to && from < one.to)
        .reduce((sum, { weight }) => sum + weight, 0),
    })),
    ...words.filter((one) => !inFact(one)).map((one) => ({ ...one, fact: null })),
  ].sort((a, b) => a.from - b.from);
  const runs: Run[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from > at) runs.push({ from: at, to: mark.from, weight: 0, fact: null });
    runs.push(mark);
    at = mark.to;
  }
  if (at < text.length) runs.push({ from: at, to: text.length, weight: 0, fact: null });
  return runs;
}

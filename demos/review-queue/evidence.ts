// Where in a text the facts stand: the finder that the model chooses from, run over the text that is shown. Which of its finds
// is the draft's value is known by comparing; what speaks for intent and urgency is the router's to show.
import { candidatesOf, type Kind, kinds } from '#api/intake/model/candidates.ts';

export interface Piece {
  readonly text: string;
  /** null: plain text. */
  readonly kind: Kind | null;
  /** It is what the draft says; otherwise another thing of its kind. */
  readonly chosen: boolean;
}

export function piecesOf(
  text: string,
  fields: Readonly<Record<Kind, string | number | null>> | null,
): Piece[] {
  const found = kinds
    .flatMap((kind) => candidatesOf(kind, text).map((one) => ({ ...one, kind })))
    .map((one) => ({ ...one, chosen: fields !== null && fields[one.kind] === one.value }))
    // The chosen reading of a place first: a date can be read in two ways.
    .sort((a, b) => a.from - b.from || Number(b.chosen) - Number(a.chosen));
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, kind, chosen } of found) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), kind: null, chosen: false });
    pieces.push({ text: text.slice(from, to), kind, chosen });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null, chosen: false });
  return pieces;
}

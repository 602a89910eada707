// What a script becomes: queries for the database, with what is shown above each, and what the console answers by itself.
import type { Statement } from './messages.ts';
import { command } from './psql.ts';
import { type Piece, split } from './split.ts';

export interface Wanted extends Statement {
  /** Of the piece in the script, for the place of an error. */
  readonly at: number;
  /** A heading in place of the statement: psql's commands are queries that nobody wrote. */
  readonly title: string | null;
  /** Instead of an empty table; undefined: an empty result of a command is left out. */
  readonly empty?: string;
  readonly expanded: boolean;
  readonly timing: boolean;
}

export type Part =
  | { readonly kind: 'query'; readonly query: Wanted }
  | { readonly kind: 'says'; readonly text: string; readonly from: string };

export interface Switches {
  readonly expanded: boolean;
  readonly timing: boolean;
}

export interface Script {
  readonly parts: readonly Part[];
  /** As \x and \timing leave them. */
  readonly switches: Switches;
}

export function scriptOf(text: string, switches: Switches): Script {
  let now = switches;
  const parts = split(text).flatMap((piece): Part[] => {
    if (piece.kind !== 'command') return [{ kind: 'query', query: wanted(piece, now) }];
    const found = command(piece.text);
    if (found.kind === 'says') return [{ kind: 'says', text: found.text, from: piece.text }];
    if (found.kind === 'toggle') {
      now = { ...now, [found.which]: found.to ?? !now[found.which] };
      const on = now[found.which] ? 'on' : 'off';
      const what = found.which === 'expanded' ? 'Expanded display' : 'Timing';
      return [{ kind: 'says', text: `${what} is ${on}.`, from: piece.text }];
    }
    return found.queries.map(({ title, sql, empty }) => ({
      kind: 'query',
      query: { text: sql, at: piece.at, title, ...(empty !== undefined && { empty }), ...now },
    }));
  });
  return { parts, switches: now };
}

const wanted = (piece: Exclude<Piece, { kind: 'command' }>, now: Switches): Wanted => ({
  text: piece.text,
  ...(piece.kind === 'copy' && { data: piece.data }),
  at: piece.at,
  title: null,
  ...now,
});

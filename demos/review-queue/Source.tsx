// The message as it came, as text and nothing else; what the finder finds in it is marked.
import { piecesOf } from './evidence.ts';
import css from './Item.module.css';
import type { Fields } from './typed.ts';
import { fieldTitles } from './words.ts';

/** @param fields what the draft says; null hides which find is the chosen one */
export function Source({ text, fields }: { text: string; fields: Fields | null }) {
  const pieces = piecesOf(text, fields);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div className={css.source} role="group" aria-label="The message">
      <p className={css.text}>
        {pieces.map(({ text: piece, kind, chosen }, i) =>
          kind === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order
            <span key={i}>{piece}</span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <mark key={i} data-chosen={chosen || undefined} title={fieldTitles[kind]}>
              {piece}
            </mark>
          ),
        )}
      </p>
      {pieces.some(({ kind }) => kind !== null) && (
        <p className={css.legend}>
          {fields !== null && pieces.some(({ chosen }) => chosen) && (
            <>
              <mark data-chosen>marked</mark> what the fields say
            </>
          )}{' '}
          {pieces.some(({ kind, chosen }) => kind !== null && !chosen) && (
            <>
              <mark>underlined</mark> {fields === null ? 'what could be a fact' : 'found, and not taken'}
            </>
          )}
        </p>
      )}
    </div>
  );
}

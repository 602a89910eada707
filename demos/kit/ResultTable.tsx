import { useState } from 'react';
import { Copy } from './Copy.tsx';
import css from './ResultTable.module.css';
import { asCsv, asTsv, type Cell, cellText, isNumeric } from './table.ts';

export interface ResultTableProps {
  /** What the table holds, for those who do not see it: "Documents that Vera may read". */
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Rows shown at first, and more at each press. Default 100. */
  cap?: number;
  /** Which columns are numbers, where their values are text. */
  right?: readonly boolean[];
}

/** Rows of a query. Scrolls inside its plate; copying gives all rows, shown or not. */
export function ResultTable({ caption, columns, rows, cap = 100, ...given }: ResultTableProps) {
  const [more, setMore] = useState({ rows, cap });
  const limit = more.rows === rows ? more.cap : cap;
  const seen = rows.slice(0, limit);
  const right = given.right ?? columns.map((_, index) => isNumeric(rows, index));
  return (
    <div className={css.result}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <div className={`scroll ${css.scroll}`} tabIndex={0} role="group" aria-label={caption}>
        <table className={css.table}>
          <caption className="visually-hidden">
            {caption}, {count(rows.length)}
          </caption>
          <thead>
            <tr>
              {columns.map((name, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                <th key={index} scope="col" data-right={right[index] || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seen.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never move
              <tr key={line}>
                {columns.map((_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as the columns
                  <td key={index} data-right={right[index] || undefined}>
                    <Value value={row[index]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={css.foot}>
        <span role="status">
          {seen.length < rows.length ? `${seen.length} of ${count(rows.length)}` : count(rows.length)}
        </span>
        {seen.length < rows.length && (
          <button type="button" className={css.more} onClick={() => setMore({ rows, cap: limit + cap })}>
            Show {Math.min(cap, rows.length - limit)} more
          </button>
        )}
        <Copy label="Copy as TSV" what="rows" text={() => asTsv({ columns, rows })} />
        <Copy label="Copy as CSV" what="rows" text={() => asCsv({ columns, rows })} />
      </div>
    </div>
  );
}

function Value({ value }: { value: Cell }) {
  if (value === null || value === undefined) return <span className={css.null}>null</span>;
  if (value === '') return <span className={css.null}>empty text</span>;
  return cellText(value);
}

const count = (rows: number): string =>
  rows === 1 ? '1 row' : rows === 0 ? 'no rows' : `${rows.toLocaleString('en-GB')} rows`;

// Attack × barrier: CI's computation, and this tab's beside it, held against each other cell by cell.
import { Press } from '../kit/Press.tsx';
import ruled from '../kit/ruled.module.css';
import { type Row, type Switch, switches } from '../proofs/matrix.ts';
import css from './Attacks.module.css';
import { barrierNames } from './demo.ts';
import { act } from './engine.ts';
import { rows, sameRow } from './recorded.ts';
import type { Shown } from './state.ts';
import { milliseconds } from './words.ts';

export function Matrix({ shown }: { shown: Shown }) {
  const { computed, busy, chosen } = shown;
  const here = new Map(computed?.rows.map((row) => [row.id, row]));
  const other = rows.filter((row) => {
    const mine = here.get(row.id);
    return mine !== undefined && !sameRow(mine, row);
  });
  const single = rows.filter((row) => row.single);
  return (
    <div className={css.panel}>
      {busy?.kind === 'matrix' && (
        <progress className={css.progress} aria-label="Strikes" max={busy.of} value={busy.done} />
      )}
      <p className={css.says} role="status">
        {computed
          ? `${computed.rows.length === 1 ? 'One row' : `${computed.rows.length} rows`} computed here with ${computed.strikes} strikes in ${milliseconds(computed.milliseconds)}. ${
              other.length === 0
                ? computed.rows.length === 1
                  ? 'It is equal to CI’s.'
                  : 'All are equal to CI’s.'
                : `Different from CI’s: ${other.map(({ title }) => title).join(', ')}.`
            }`
          : `As CI computed it: each attack with everything on, with each barrier alone, with nothing, and with what answered taken away. Here that is about ${rows.length * 9} strikes.`}
      </p>
      <p className={css.tools}>
        <Press
          className="button small needs-js"
          off={busy !== null}
          onClick={() => act((it) => it.compute(chosen))}
        >
          Compute one row: {rows.find(({ id }) => id === chosen)?.title}
        </Press>
      </p>
      <div className={css.scroll}>
        <table className={`${ruled.ruled} ${ruled.told} ${css.table} ${css.matrix}`}>
          <caption>The number is the place in the order of answers; ● stops the attack alone.</caption>
          <thead>
            <tr>
              <th scope="col">Attack</th>
              {switches.map((one) => (
                <th key={one} scope="col">
                  <abbr title={barrierNames[one].name}>{barrierNames[one].short}</abbr>
                </th>
              ))}
              <th scope="col">With all off</th>
              <th scope="col">Here</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-single={row.single || undefined}>
                <th scope="row">
                  <button type="button" onClick={() => act((it) => it.open(row.id, []))}>
                    {row.title}
                  </button>
                </th>
                {switches.map((one) => (
                  <Cell key={one} row={row} mine={here.get(row.id)} at={one} />
                ))}
                <td>{row.beneath ?? 'gets through'}</td>
                <td>{equality(row, here.get(row.id))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.note}>
        {single.length} attacks have a single barrier, so nothing catches them when it fails:{' '}
        {single.map(({ title }) => title).join(', ')}.
      </p>
    </div>
  );
}

const equality = (row: Row, mine: Row | undefined): string =>
  mine === undefined ? '' : sameRow(mine, row) ? 'equal' : 'different';

function signOf(row: Row | undefined, at: Switch): string {
  if (!row) return '';
  const place = row.chain.findIndex(({ by }) => by === at) + 1;
  return `${place || ''}${row.alone.includes(at) ? '●' : place > 0 ? '○' : ''}`;
}

/** CI's sign, and this tab's where it is another. */
function Cell({ row, mine, at }: { row: Row; mine: Row | undefined; at: Switch }) {
  const sign = signOf(row, at);
  const other = mine && signOf(mine, at) !== sign ? signOf(mine, at) : null;
  const place = row.chain.findIndex(({ by }) => by === at) + 1;
  return (
    <td>
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">
        {place > 0 ? `answers as number ${place}` : ''} {row.alone.includes(at) ? 'stops it alone' : ''}
      </span>
      {other !== null && <span className={css.other}> here {other || 'nothing'}</span>}
    </td>
  );
}

// Every attack, fired one after the other; before that, what CI recorded with everything on.
import ruled from '../kit/ruled.module.css';
import css from './Attacks.module.css';
import { goRound, listed, nameOf } from './demo.ts';
import { act } from './engine.ts';
import { rowOf, rows } from './recorded.ts';
import type { Result, Shown } from './state.ts';
import { milliseconds } from './words.ts';

export function All({ shown }: { shown: Shown }) {
  const { results, off, busy } = shown;
  const list: readonly Result[] = results
    ? results.list
    : rows.map(({ id, chain: [stop] }) => ({
        id,
        tried: stop ? { kind: 'stopped', ...stop } : { kind: 'through' },
        milliseconds: 0,
      }));
  const through = list.filter(({ tried }) => tried.kind === 'through').length;
  const without = results?.off ?? [];
  return (
    <div className={css.panel}>
      {busy?.kind === 'all' && (
        <progress className={css.progress} aria-label="Attacks fired" max={busy.of} value={busy.done} />
      )}
      <p className={css.says} role="status">
        {results
          ? `${list.length} of ${rows.length} fired${without.length > 0 ? ` without ${listed(without)}` : ''}${results.cancelled ? ', then cancelled' : ''}: ${list.length - through} stopped, ${through} got through.`
          : `Recorded by CI with every layer on: ${list.length - through} of ${rows.length} stopped.`}{' '}
        {!results && off.length > 0 && `They will be fired without ${listed(off)}, as the switches stand.`}
      </p>
      <div className={css.scroll}>
        <table className={`${ruled.ruled} ${ruled.told} ${css.table}`}>
          <thead>
            <tr>
              <th scope="col">Attack</th>
              <th scope="col">Outcome</th>
              <th scope="col">Rule</th>
              <th scope="col">Status</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ id, tried, milliseconds: ms }) => (
              <tr key={id} data-outcome={tried.kind}>
                <th scope="row">
                  <button type="button" onClick={() => act((it) => it.open(id, without))}>
                    {rowOf(id).title}
                  </button>
                </th>
                <td>{outcome(id, tried)}</td>
                <td>{tried.kind === 'stopped' && tried.rule !== '' && <code>{tried.rule}</code>}</td>
                <td>{tried.kind === 'stopped' && !goRound.has(id) ? tried.status : ''}</td>
                <td>{ms > 0 ? milliseconds(ms) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function outcome(id: string, tried: Result['tried']): string {
  if (tried.kind === 'through') return 'got through';
  const by = tried.by === 'beneath' ? (rowOf(id).beneath ?? nameOf('beneath')) : nameOf(tried.by);
  return tried.by === 'beneath' ? `stopped beneath the layers: ${by}` : `stopped by ${by}`;
}

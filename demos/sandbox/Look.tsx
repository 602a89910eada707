// Into the database, behind the API's back: as its owner, reading only.
import { Press } from '../kit/Press.tsx';
import { ResultTable } from '../kit/ResultTable.tsx';
import type { Act } from './engine.ts';
import css from './Look.module.css';
import { presets } from './presets.ts';
import type { State } from './state.ts';

export function Look({ act, state }: { act: Act; state: State }) {
  const { looked, host, turn } = state;
  const here = host.kind === 'ready';
  const preset = looked.kind === 'nothing' ? undefined : presets.find(({ id }) => id === looked.preset);
  return (
    <div className={css.look}>
      <p className={css.says}>
        {here
          ? 'Read as the owner of the tables, past row security and past the API: what is really stored.'
          : turn.kind === 'other'
            ? 'The database is in the tab that runs the API. Look into it there.'
            : 'Nothing runs yet. Boot the API, then look at what is really stored.'}
      </p>
      <div className={css.presets}>
        {presets.map(({ id, title }) => (
          <Press
            key={id}
            off={!here || looked.kind === 'reading'}
            aria-pressed={preset?.id === id}
            onClick={() => act((it) => it.look(id))}
          >
            {title}
          </Press>
        ))}
      </div>
      {preset && <p className={css.says}>{preset.says}</p>}
      {looked.kind === 'failed' && (
        <p className={css.failed} role="alert">
          The database refused the query: {looked.message} Press it again, or boot the API anew.
        </p>
      )}
      {looked.kind === 'rows' && (
        <ResultTable caption={preset?.title ?? 'Rows'} columns={looked.fields} rows={looked.rows} />
      )}
      {preset && (
        <details className={css.sql}>
          <summary>The query</summary>
          <pre>{preset.sql}</pre>
        </details>
      )}
    </div>
  );
}

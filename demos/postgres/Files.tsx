// Into files and out of them, and what the browser keeps.
import { useRef } from 'react';
import type { Act } from './engine.ts';
import { timeOf } from './keeping.ts';
import css from './Side.module.css';
import type { State } from './state.ts';

export function Files({ act, state }: { act: Act; state: State }) {
  const { keep, copied, busy, host, losses } = state;
  const off = busy !== null || host.kind === 'loading' || host.kind === 'starting' || undefined;
  return (
    <div className={css.side}>
      <div className={css.row}>
        <button
          type="button"
          className="button"
          aria-disabled={off}
          onClick={() => act((it) => it.saveSql())}
        >
          Save as SQL
        </button>
        <Choose
          label="Load .sql or .csv"
          accept=".sql,.csv,.tsv"
          take={(file) => act((it) => it.load(file))}
        />
      </div>
      <p className={css.says}>
        SQL is written by pg_dump and read by psql anywhere. A .csv becomes a new table; types are guessed
        from its values. Both are loaded as the owner. What cannot be read is named by its line.
      </p>
      <div className={css.row}>
        <button
          type="button"
          className="button"
          aria-disabled={off}
          onClick={() => act((it) => it.exportDatabase())}
        >
          Export the database
        </button>
        <Choose
          label="Import a database"
          accept=".tar"
          take={(file) => act((it) => it.importDatabase(file))}
        />
      </div>
      <p className={css.says}>The whole data directory as one file, as PGlite opens it again.</p>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={keep}
          onChange={(event) => act((it) => it.keep(event.target.checked))}
        />
        Keep the database in this browser (IndexedDB)
      </label>
      <p className={css.says}>
        {copied === null
          ? 'Nothing has been changed since the start, so Stop goes back to the example data.'
          : `Last copied at ${timeOf(copied)}. Stop goes back to that copy.`}{' '}
        {copied !== null &&
          (losses.since.length === 0
            ? 'It has every change.'
            : `Changes made since: ${losses.since.length}.`)}{' '}
        A copy is taken each time the console rests after a change. Without this box it lives in this tab
        only.
      </p>
    </div>
  );
}

function Choose({ label, accept, take }: { label: string; accept: string; take(file: File): void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => field.current?.click()}>
        {label}
      </button>
      <input
        ref={field}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) take(file);
        }}
      />
    </>
  );
}

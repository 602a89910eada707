// Where the API runs, as a sentence; the database as a file; reset, and what was said of the last of them.
import { useRef } from 'react';
import { Press } from '../kit/Press.tsx';
import type { Act } from './engine.ts';
import css from './HostBar.module.css';
import type { Sandbox } from './session.ts';
import type { State } from './state.ts';
import { situation } from './words.ts';

const doing = {
  exporting: 'Exporting…',
  importing: 'Importing…',
  resetting: 'Resetting…',
  undoing: 'Undoing…',
} as const;

export function HostBar({ act, state }: { act: Act; state: State }) {
  const file = useRef<HTMLInputElement>(null);
  const { host, turn, working, before, notice } = state;
  const here = host.kind === 'ready' && host.host === 'tab';
  const said = situation(state);
  const starting = host.kind === 'loading' || host.kind === 'starting';
  return (
    <div className={css.bar}>
      {said && <p className={css.situation}>{said}</p>}
      {state.askingToStop && <Stopping act={act} unsaved={state.unsaved} />}
      {notice && (
        <p className={css.notice} data-tone={notice.tone} role={notice.tone === 'fail' ? 'alert' : 'status'}>
          {notice.text}
          <button type="button" className={css.dismiss} onClick={() => act((it) => it.dismiss())}>
            Dismiss
          </button>
        </p>
      )}
      {host.kind === 'failed' && turn.kind !== 'other' && (
        <p className={css.situation}>
          <button type="button" className="button small" onClick={() => act((it) => it.play())}>
            Use the recorded run
          </button>
        </p>
      )}
      {turn.kind !== 'other' && (
        <div className={`${css.tools} needs-js`}>
          {here && (
            <Press off={working !== null} onClick={() => act((it) => it.exportDatabase())}>
              Export the database
            </Press>
          )}
          <Press off={working !== null || starting} onClick={() => file.current?.click()}>
            Import a database
          </Press>
          {here && (
            <Press off={working !== null} onClick={() => act((it) => it.reset())}>
              Reset to the example data
            </Press>
          )}
          {before && (
            <Press off={working !== null || starting} onClick={() => act((it) => it.undo())}>
              Undo the {before.what}
            </Press>
          )}
          <span className={css.count} role="status">
            {working ? doing[working] : here && state.unsaved > 0 ? changes(state.unsaved) : ''}
          </span>
          <input
            ref={file}
            type="file"
            className={css.file}
            tabIndex={-1}
            aria-label="A database that Export made"
            accept=".tar,.gz,application/x-tar,application/gzip"
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              event.target.value = '';
              if (chosen) act((it) => it.importDatabase(chosen));
            }}
          />
        </div>
      )}
    </div>
  );
}

const changes = (n: number): string => `${n === 1 ? '1 change' : `${n} changes`}, not exported`;

/** What asks takes the focus, once. */
const toFirst = (box: HTMLElement | null): void => box?.querySelector('button')?.focus();

function Stopping({ act, unsaved }: { act: Act; unsaved: number }) {
  const exportFirst = (it: Sandbox) =>
    it.exportDatabase().then((done) => {
      if (done) it.stop(true);
    });
  return (
    <div className={css.asking} role="alertdialog" aria-label="Stop the API?" ref={toFirst}>
      <p>
        Stopping ends the database with it: {unsaved === 1 ? 'one change' : `${unsaved} changes`} made here{' '}
        {unsaved === 1 ? 'is' : 'are'} in no export and would be lost.
      </p>
      <button type="button" className="button small primary" onClick={() => act(exportFirst)}>
        Export, then stop
      </button>
      <button type="button" className="button small" onClick={() => act((it) => it.stop(true))}>
        Stop and lose them
      </button>
      <button type="button" className="button small" onClick={() => act((it) => it.keepRunning())}>
        Keep running
      </button>
    </div>
  );
}

// What was run, newest first.
import quiet from '../kit/quiet.module.css';
import type { Act } from './engine.ts';
import { inOneLine } from './outcome.ts';
import { roles } from './roles.ts';
import css from './Side.module.css';
import type { State } from './state.ts';

export function HistoryList({ act, state }: { act: Act; state: State }) {
  const { keep, entries } = state.history;
  return (
    <div className={css.side}>
      <div className={css.row}>
        <label className={css.check}>
          <input
            type="checkbox"
            checked={keep}
            onChange={(event) => act((it) => it.keepHistory(event.target.checked))}
          />
          Keep the history in this browser
        </label>
        {entries.length > 0 && (
          <button type="button" className={quiet.quiet} onClick={() => act((it) => it.clearHistory())}>
            Clear the history
          </button>
        )}
      </div>
      {entries.length === 0 ? (
        <p className={css.says}>
          Nothing has been run. The last 100 scripts will stand here; they never leave this browser.
        </p>
      ) : (
        <ol className={css.history}>
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.sql}`}>
              <button type="button" onClick={() => act((it) => it.open(entry, false))}>
                {inOneLine(entry.sql, 120)}
              </button>
              <span>
                {roles[entry.role].label}
                {entry.failed ? ', failed' : ''}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

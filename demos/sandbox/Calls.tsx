// The last fifty calls of this tab.
import { Copy } from '../kit/Copy.tsx';
import { statusText, toneOf } from '../kit/http.ts';
import { clock } from '../kit/log.ts';
import { Press } from '../kit/Press.tsx';
import { asFetch } from './as-text.ts';
import css from './Calls.module.css';
import type { Act } from './engine.ts';
import type { Entry } from './history.ts';
import type { State } from './state.ts';

interface Props {
  act: Act;
  state: State;
  /** To the log, which shows this call's lines alone. */
  onTrace(): void;
}

export function Calls({ act, state, onTrace }: Props) {
  const { entries, cleared } = state.history;
  return (
    <div className={css.calls}>
      <div className={css.tools}>
        <p>
          {entries.length === 0
            ? 'No calls yet. The last 50 of this tab are kept here until it is reloaded.'
            : 'Newest first; kept until this tab is reloaded.'}
        </p>
        {entries.length > 0 && (
          <button type="button" onClick={() => act((it) => it.clearHistory())}>
            Clear
          </button>
        )}
        {cleared && cleared.length > 0 && (
          <button type="button" onClick={() => act((it) => it.restoreHistory())}>
            Undo: bring {cleared.length === 1 ? 'one call' : `${cleared.length} calls`} back
          </button>
        )}
      </div>
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
        <ol className={css.list} tabIndex={0} aria-label="Calls, newest first">
          {entries.map((entry) => (
            <li key={entry.id} data-shown={entry.id === state.shown || undefined}>
              <button type="button" className={css.call} onClick={() => act((it) => it.show(entry.id))}>
                <Status entry={entry} />
                <span className={css.path}>
                  {entry.call.method} {entry.call.path}
                </span>
                <span className={css.meta}>
                  {entry.who?.split('@')[0] ?? 'nobody'} · {entry.milliseconds.toFixed(1)} ms ·{' '}
                  {clock(entry.at).slice(0, 8)}
                </span>
              </button>
              <div className={css.more}>
                <button
                  type="button"
                  onClick={() => {
                    act((it) => it.show(entry.id));
                    onTrace();
                  }}
                >
                  Log
                </button>
                {entry.draft && (
                  <button type="button" onClick={() => act((it) => it.edit(entry.id))}>
                    Edit
                  </button>
                )}
                <Press off={state.sending} onClick={() => act((it) => it.sendAgain(entry.id))}>
                  Send again
                </Press>
                <span>
                  <Copy label="Copy as fetch" what="fetch call" text={() => asFetch(entry.call, entry.who)} />
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Status({ entry: { answer } }: { entry: Entry }) {
  if ('failed' in answer)
    return (
      <span className={css.status} data-tone="fail">
        no answer
      </span>
    );
  return (
    <span className={css.status} data-tone={toneOf(answer.status)}>
      {statusText(answer.status)}
    </span>
  );
}

// Who one is, how one reads, what is shown, and what just happened: with the decisions that can still be taken back.

import { useState } from 'react';
import { users } from '#api/storage/examples.ts';
import { linkFor } from '../kit/fragment.ts';
import quiet from '../kit/quiet.module.css';
import { about } from './demo.ts';
import { act } from './engine.ts';
import css from './ReviewQueue.module.css';
import { allReasons, type Reviewer, reviewers, type Shown, undoable } from './state.ts';
import { clockText, doneText, reasonText } from './words.ts';

export function Bar({ shown }: { shown: Shown }) {
  const { as, blind, filter, items, late, notice, now } = shown;
  const [last] = undoable(shown);
  return (
    <>
      <div className={css.bar}>
        <fieldset className={css.people}>
          <legend>You are</legend>
          {reviewers.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="review-as"
                checked={one === as}
                onChange={() => act((it) => it.as(one))}
              />
              {users[one].name.split(' ')[0]}
              <small> {users[one].role}</small>
            </label>
          ))}
        </fieldset>
        <Second as={as} blind={blind} filter={filter} />
        <label className={css.toggle}>
          <input
            type="checkbox"
            checked={blind}
            onChange={(event) => {
              const { checked } = event.target;
              act((it) => it.blind(checked));
            }}
          />
          Read blind first
        </label>
        <label className={css.filter}>
          Show{' '}
          <select
            value={filter ?? ''}
            onChange={(event) => {
              const { value } = event.target;
              act((it) => it.filter(value || null));
            }}
          >
            <option value="">all reasons</option>
            {allReasons(shown).map((reason) => (
              <option key={reason} value={reason}>
                {reasonText(reason)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className={quiet.quiet} onClick={() => act((it) => it.lunch())}>
          Go to lunch
        </button>
        <p className={css.counts}>
          {items.length} open{late > 0 && <strong>, {late} late</strong>}
        </p>
      </div>
      <div className={css.happened}>
        <div role="status">
          {notice && (
            <p className={css.notice} data-tone={notice.tone}>
              {notice.text}
            </p>
          )}
        </div>
        {last && (
          <p className={css.undo}>
            <span>
              {doneText(last.action)}: {last.what}
            </span>
            <button type="button" aria-keyshortcuts="Z" onClick={() => act((it) => it.undo())}>
              Undo <span className={css.left}>{clockText(last.until - now)}</span> <kbd>Z</kbd>
            </button>
          </p>
        )}
      </div>
    </>
  );
}

/** A real second tab: it finds this one and works at the same queue. */
function Second({ as, blind, filter }: { as: Reviewer; blind: boolean; filter: string | null }) {
  const other: Reviewer = as === 'rita' ? 'ada' : 'rita';
  const [refused, setRefused] = useState(false);
  const open = async () => {
    const link = await linkFor(about.id, { as: other, blind, filter });
    setRefused(window.open(link, '_blank') === null);
  };
  return (
    <span>
      <button type="button" className={quiet.quiet} onClick={() => void open()}>
        Open a second tab as {users[other].name.split(' ')[0]}
      </button>
      {refused && <small> The browser blocked the tab: press Share and open the link yourself.</small>}
    </span>
  );
}

// Items that look alike, counted; decided together only as they were counted. And a message of one's own.
import { useState } from 'react';
import quiet from '../kit/quiet.module.css';
import { act } from './engine.ts';
import css from './ReviewQueue.module.css';
import type { Shown } from './state.ts';
import { patternText } from './words.ts';

export function Alike({ shown }: { shown: Shown }) {
  const { alike, batch } = shown;
  const many = alike.filter(({ count }) => count > 1);
  return (
    <details className={css.fold} open={batch !== null || undefined}>
      <summary>
        Decide many at once, or send one in{' '}
        <span>
          {many.length === 0
            ? 'nothing alike is free'
            : `${many.reduce((sum, { count }) => sum + count, 0)} items in ${many.length === 1 ? 'one kind' : `${many.length} kinds`}`}
        </span>
      </summary>
      {batch !== null && (
        <form
          className={css.batch}
          onSubmit={(event) => {
            event.preventDefault();
            act((it) => it.decideBatch());
          }}
        >
          <p>
            <strong>
              {batch.alike.count} {batch.alike.count === 1 ? 'item' : 'items'}
            </strong>
            , {patternText(batch.alike.pattern)}. They are decided as one, exactly those that were counted; if
            one changes before you press, none is.
          </p>
          <label>
            Why{' '}
            <input
              value={batch.reason}
              maxLength={500}
              ref={focused}
              onChange={(event) => {
                const { value } = event.target;
                act((it) => it.batchReason(value));
              }}
            />
          </label>
          <button type="submit" className="button small">
            {batch.action === 'approve' ? 'Approve' : 'Reject'} all {batch.alike.count}
          </button>
          <button type="button" className={quiet.quiet} onClick={() => act((it) => it.cancelBatch())}>
            Cancel
          </button>
        </form>
      )}
      <ul className={css.kinds}>
        {many.map(({ pattern, count }) => (
          <li key={pattern}>
            <span>
              <b>{count}</b> {patternText(pattern)}
            </span>
            <button
              type="button"
              className={quiet.quiet}
              onClick={() => act((it) => it.ask(pattern, 'approve'))}
            >
              Approve {count}
            </button>
            <button
              type="button"
              className={quiet.quiet}
              onClick={() => act((it) => it.ask(pattern, 'reject'))}
            >
              Reject {count}
            </button>
          </li>
        ))}
      </ul>
      <Own />
    </details>
  );
}

const focused = (field: HTMLInputElement | null) => field?.focus();

function Own() {
  const [text, setText] = useState('');
  return (
    <form
      className={css.send}
      onSubmit={(event) => {
        event.preventDefault();
        act((it) => it.send(text));
        setText('');
      }}
    >
      <label htmlFor="review-own">A message of your own, sent in by Carl and put before a person</label>
      <textarea
        id="review-own"
        rows={2}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button small">
        Send it in
      </button>
    </form>
  );
}

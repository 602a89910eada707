// No item before this reviewer: the queue is done, nothing matches the filter, or all that is left is not theirs to decide.
import { act } from './engine.ts';
import css from './Item.module.css';
import { listed, type Shown } from './state.ts';

export function NothingHere({ shown }: { shown: Shown }) {
  const { items, filter, decided, sent, auto, took, agreed, read, busy, more } = shown;
  if (busy === 'starting' || busy === 'resetting')
    return <p className={css.nothing}>Twenty messages are on their way through the pipeline.</p>;
  if (items.length > 0 && listed(shown).length === 0)
    return (
      <div className={css.nothing}>
        <h4>Nothing in the queue matches the filter.</h4>
        <p>
          {items.length} {items.length === 1 ? 'item is' : 'items are'} open without it.
        </p>
        <button type="button" className="button small" onClick={() => act((it) => it.filter(null))}>
          Show all
        </button>
      </div>
    );
  if (items.length > 0)
    return (
      <div className={css.nothing}>
        <h4>
          {filter === null ? 'Nothing is free for you now.' : 'Nothing of this filter is free for you now.'}
        </h4>
        <p>What is left is held by somebody else, or was decided by you first and needs a second person.</p>
        <button type="button" className="button small" onClick={() => act((it) => it.next())}>
          Look again
        </button>
      </div>
    );
  const all = decided.approve + decided.correct + decided.reject;
  return (
    <div className={css.nothing}>
      <h4>The queue is empty.</h4>
      <dl className={css.figures}>
        <Figure title="sent in" value={sent} />
        <Figure title="approved by the rule, without a person" value={auto} />
        <Figure title="decided by people" value={all} />
        <Figure title="of them corrected or rejected" value={decided.correct + decided.reject} />
        {took.length > 0 && (
          <Figure title="half of the decisions took less than" value={`${median(took)} s`} />
        )}
        {read > 0 && (
          <Figure
            title="blind readings that were the model’s in every field"
            value={`${agreed} of ${read}`}
          />
        )}
      </dl>
      {more && (
        <button type="button" className="button small" onClick={() => act((it) => it.more())}>
          Send six more in
        </button>
      )}
    </div>
  );
}

const Figure = ({ title, value }: { title: string; value: number | string }) => (
  <div>
    <dt>{title}</dt>
    <dd>{value}</dd>
  </div>
);

/** Seconds, one decimal. */
const median = (all: readonly number[]): string =>
  (([...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0) / 1_000).toFixed(1);

// A plan as a tree, its notes in plain words, and a pinned one beside it.
import { Copy } from '../kit/Copy.tsx';
import quiet from '../kit/quiet.module.css';
import type { Act } from './engine.ts';
import { inOneLine } from './outcome.ts';
import css from './Plan.module.css';
import { PlanTree } from './PlanTree.tsx';
import { differences, summary } from './plan-notes.ts';
import type { Shown } from './results.ts';
import { roles } from './roles.ts';
import type { State } from './state.ts';

export function PlanView({ act, state }: { act: Act; state: State }) {
  const { plan, pinned, recorded } = state;
  if (!plan)
    return (
      <p className={css.none}>
        No plan yet. Put the cursor into a statement and press Explain: it is run, measured and undone.
      </p>
    );
  const other = pinned !== null && pinned !== plan;
  return (
    <div className={css.view}>
      <div className={css.head}>
        {recorded && <span className="chip">recorded</span>}
        <p>
          {pinned === null
            ? 'Pin this plan, make an index or change the query, and press Explain again: the two stand side by side.'
            : other
              ? 'Left the pinned plan, right the new one.'
              : 'Pinned. Make an index or change the query, then press Explain again.'}
        </p>
        {pinned === plan || pinned === null ? (
          <button
            type="button"
            className={quiet.quiet}
            aria-pressed={pinned === plan}
            onClick={() => act((it) => (pinned ? it.unpin() : it.pin()))}
          >
            {pinned ? 'Unpin' : 'Pin this plan'}
          </button>
        ) : (
          <button type="button" className={quiet.quiet} onClick={() => act((it) => it.unpin())}>
            Unpin
          </button>
        )}
      </div>
      {other && <Comparison before={pinned} after={plan} />}
      <div className={css.plans} data-two={other || undefined}>
        {other && <OnePlan title="Pinned" shown={pinned} />}
        <OnePlan title={other ? 'Now' : 'Plan'} shown={plan} />
      </div>
    </div>
  );
}

function OnePlan({ title, shown }: { title: string; shown: Shown }) {
  return (
    <section className={css.plan}>
      <h4>
        {title} <span>as {roles[shown.role].label}</span>
      </h4>
      <p className={css.sql}>
        <code>{inOneLine(shown.sql, 160)}</code>
      </p>
      <p className={css.summary}>{summary(shown.plan)}</p>
      <PlanTree plan={shown.plan} />
      <Copy
        label="Copy as text"
        what="plan"
        text={() => `${shown.sql}\n${JSON.stringify(shown.plan, null, 2)}`}
      />
    </section>
  );
}

function Comparison({ before, after }: { before: Shown; after: Shown }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div className={`scroll ${css.scroll}`} tabIndex={0} role="group" aria-label="The two plans compared">
      <table className={css.compared}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Pinned</th>
            <th scope="col">Now</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {differences(before.plan, after.plan).map(({ what, before: was, after: is, factor }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{was}</td>
              <td>{is}</td>
              <td
                data-tone={
                  factor === null || (factor < 1.1 && factor > 0.9) ? undefined : factor > 1 ? 'pass' : 'warn'
                }
              >
                {changeOf(was, is, factor)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function changeOf(was: string, is: string, factor: number | null): string {
  if (was === is) return 'the same';
  if (factor === null) return is === '0' ? 'none any more' : '';
  const times = factor >= 1 ? factor : 1 / factor;
  if (times < 1.1) return 'about the same';
  return `${times.toFixed(1)} times ${factor >= 1 ? 'less' : 'more'}`;
}

// What came of each statement, one below the other.
import { Copy } from '../kit/Copy.tsx';
import { ResultTable } from '../kit/ResultTable.tsx';
import { cellText } from '../kit/table.ts';
import { Compared } from './Compared.tsx';
import { Failure } from './Failure.tsx';
import { effectOf, inOneLine, isNumber, type Outcome } from './outcome.ts';
import { PlanTree } from './PlanTree.tsx';
import { summary } from './plan-notes.ts';
import css from './Results.module.css';
import type { Block } from './results.ts';
import { roles } from './roles.ts';
import type { State } from './state.ts';

export function ResultsView({ state }: { state: State }) {
  const { results, compared, recorded, cap } = state;
  if (compared) return <Compared compared={compared} />;
  const { blocks, unseen, skipped, milliseconds, role } = results;
  if (blocks.length === 0 && unseen === 0)
    return <p className={css.none}>No result yet. Write SQL above and press Run.</p>;
  return (
    <div className={css.results} aria-busy={state.busy !== null}>
      <p className={css.head}>
        {recorded && <span className="chip">recorded</span>}
        <span>as {roles[role].label}</span>
        <span>{milliseconds.toFixed(1)} ms in PostgreSQL</span>
      </p>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: results never move
        <OneBlock key={index} block={block} cap={cap} />
      ))}
      {recorded && state.plan && (
        <section className={css.plan}>
          <h4>How PostgreSQL found them</h4>
          <p className={css.says}>{summary(state.plan.plan)}</p>
          <PlanTree plan={state.plan.plan} />
        </section>
      )}
      {unseen > 0 && (
        <p className={css.says}>
          {unseen.toLocaleString('en-GB')} more statements ran; the first {blocks.length} are shown.
        </p>
      )}
      {skipped > 0 && (
        <p className={css.says}>
          {skipped === 1 ? 'One statement after it was' : `${skipped} statements after it were`} not run.
        </p>
      )}
    </div>
  );
}

function OneBlock({ block, cap }: { block: Block; cap: number }) {
  if (block.kind === 'says')
    return (
      <section className={css.block}>
        <h4 className={css.statement}>{block.from}</h4>
        <pre className={css.text}>{block.text}</pre>
      </section>
    );
  const { query, outcome } = block;
  const name = query.title ?? inOneLine(query.text);
  return (
    <section className={css.block}>
      <h4 className={css.statement} title={query.text.slice(0, 2_000)}>
        {name}
      </h4>
      <p className={css.effect}>
        <span>{outcome.error ? 'failed' : effectOf(outcome)}</span>
        {query.timing && <span>{outcome.milliseconds.toFixed(2)} ms</span>}
      </p>
      {outcome.notices.map((text) => (
        <p key={text} className={css.notice}>
          {text}
        </p>
      ))}
      {outcome.error && <Failure outcome={outcome} />}
      {outcome.columns.length > 0 &&
        (outcome.rows.length === 0 ? (
          <p className={css.says}>
            {query.empty ?? `No rows. Columns: ${outcome.columns.map((one) => one.name).join(', ')}.`}
          </p>
        ) : query.expanded ? (
          <Expanded outcome={outcome} />
        ) : (
          <ResultTable
            caption={name}
            columns={outcome.columns.map((one) => one.name)}
            rows={outcome.rows}
            right={outcome.columns.map(isNumber)}
          />
        ))}
      {outcome.more && (
        <p className={css.says}>
          There are more: PostgreSQL was asked for {cap.toLocaleString('en-GB')} rows and stopped there. Raise
          “Rows at most”, or page with LIMIT and OFFSET.
        </p>
      )}
    </section>
  );
}

/** psql's \x: a row is a list of its columns. */
function Expanded({ outcome }: { outcome: Outcome }) {
  const rows = outcome.rows.slice(0, 100);
  const text = rows
    .map((row, n) =>
      [
        `-[ row ${n + 1} ]`,
        ...outcome.columns.map((column, i) => `${column.name} | ${cellText(row[i])}`),
      ].join('\n'),
    )
    .join('\n');
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <pre className={`scroll ${css.text}`} tabIndex={0}>
        {text}
      </pre>
      <Copy label="Copy" what="rows" text={() => text} />
    </>
  );
}

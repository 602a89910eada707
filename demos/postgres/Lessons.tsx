// Transactions, step by step.
import quiet from '../kit/quiet.module.css';
import type { Act } from './engine.ts';
import { Failure } from './Failure.tsx';
import { type Lesson, lessons } from './lessons.ts';
import { effectOf, type Outcome } from './outcome.ts';
import css from './Side.module.css';
import type { Progress, State } from './state.ts';

export function Lessons({ act, state }: { act: Act; state: State }) {
  const { progress, busy, host } = state;
  const lesson = lessons.find(({ id }) => id === progress?.lesson);
  if (!lesson || !progress)
    return (
      <div className={css.side}>
        <p className={css.says}>
          Each lesson runs in your own database, as its owner, and looks up whether what it says came true.
          One connection can show what a transaction keeps and undoes. It cannot show two of them waiting for
          each other’s locks; the tests of the reference API do that, against a PostgreSQL with many
          connections.
        </p>
        <ul className={css.lessons}>
          {lessons.map(({ id, title, about }) => (
            <li key={id}>
              <button type="button" onClick={() => act((it) => it.lesson(id))}>
                {title}
              </button>
              <span>{about}</span>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <OneLesson
      lesson={lesson}
      progress={progress}
      label={busy !== null ? 'Running' : host.kind === 'ready' ? 'Run this step' : 'Boot and run this step'}
      onStep={() => act((it) => it.lessonStep())}
      onBegin={() => act((it) => it.lesson(lesson.id))}
      onLeave={() => act((it) => it.lesson(null))}
    />
  );
}

function OneLesson(props: {
  lesson: Lesson;
  progress: Progress;
  label: string;
  onStep(): void;
  onBegin(): void;
  onLeave(): void;
}) {
  const { lesson, progress } = props;
  const done = progress.done.length;
  return (
    <div className={css.side}>
      <h4 className={css.title}>{lesson.title}</h4>
      <p className={css.says}>{lesson.about}</p>
      <ol className={css.steps}>
        {lesson.steps.slice(0, done + 1).map((step, index) => {
          const came = progress.done[index];
          return (
            <li key={step.says}>
              <p>{step.says}</p>
              <pre className={css.sql}>{step.sql}</pre>
              {came && (
                <div role={index === done - 1 ? 'status' : undefined}>
                  <Last outcome={came.outcomes.at(-1)} />
                  <p className={css.verdict} data-tone={came.held ? 'pass' : 'warn'}>
                    {came.held
                      ? `✓ ${step.shows}`
                      : `Not as expected. It should show: ${step.shows} Begin the lesson again.`}
                  </p>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <div className={css.row}>
        {done < lesson.steps.length ? (
          <button type="button" className="button" onClick={props.onStep}>
            {props.label}
          </button>
        ) : (
          <p className={css.says}>That is the whole lesson.</p>
        )}
        <button type="button" className={quiet.quiet} onClick={props.onBegin}>
          Begin again
        </button>
        <button type="button" className={quiet.quiet} onClick={props.onLeave}>
          All lessons
        </button>
      </div>
    </div>
  );
}

/** The last outcome of a step, as small as it is. */
function Last({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return null;
  if (outcome.error) return <Failure outcome={outcome} />;
  if (outcome.columns.length === 0) return <p className={css.kind}>{effectOf(outcome)}</p>;
  return (
    <table className={css.small}>
      <thead>
        <tr>
          {outcome.columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {outcome.rows.slice(0, 10).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
          <tr key={index}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as the columns
              <td key={column}>{cell ?? 'null'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import quiet from '../kit/quiet.module.css';
import type { Session } from './session.ts';
import { chosenIn, counted, filters, isShown, listIn, type State, type Value, verdictIn } from './state.ts';
import css from './Values.module.css';
import { type Issue, pathText } from './verdict.ts';
import { toldOf } from './words.ts';

const named = {
  all: 'All',
  refused: 'Refused',
  accepted: 'Accepted',
  unexpected: 'Not as expected',
} as const;

/** The values and what is said of each; an issue leads to its place. */
export function Values({ state, session }: { state: State; session: Session }) {
  const { values, filter } = listIn(state);
  const counts = counted(state);
  const chosen = chosenIn(state);
  const made = values.some((value) => value.made !== undefined);
  const shown = values.filter((value) => isShown(state, value));
  return (
    <section className={css.values} aria-label="Values">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div className={css.tools} role="group" aria-label="Which values">
        {filters
          .filter((one) => one !== 'unexpected' || made)
          .map((one) => (
            <button
              key={one}
              type="button"
              className={css.filter}
              aria-pressed={one === filter}
              onClick={() => session.filter(one)}
            >
              {named[one]} <span>{counts[one]}</span>
            </button>
          ))}
      </div>
      <ol className={css.list} data-many={values.length > 6 || undefined}>
        {shown.map((value) => (
          <Row
            key={value.id}
            value={value}
            state={state}
            chosen={value === chosen}
            brief={values.length > 6}
            session={session}
          />
        ))}
        {shown.length === 0 && <li className={css.none}>None of these.</li>}
      </ol>
      <div className={`${css.makers} needs-js`}>
        {state.subject === 'own' && (
          <button type="button" className={quiet.quiet} onClick={() => void session.makeNearMisses()}>
            Make near misses
          </button>
        )}
        <button type="button" className={quiet.quiet} onClick={() => void session.makeValid()}>
          Make valid values
        </button>
        <button
          type="button"
          className={quiet.quiet}
          onClick={() => session.add(`Value ${values.length + 1}`, '{\n  \n}')}
        >
          Add a value
        </button>
        {made && (
          <button type="button" className={quiet.quiet} onClick={session.removeMade}>
            Remove what was made
          </button>
        )}
      </div>
    </section>
  );
}

function Row(props: { value: Value; state: State; chosen: boolean; brief: boolean; session: Session }) {
  const { value, state, chosen, brief, session } = props;
  const verdict = verdictIn(state, value);
  const { sign, text, tone } = toldOf(value, verdict);
  const issues = verdict?.kind === 'refused' ? verdict.issues : [];
  const told = brief && !chosen ? issues.slice(0, 1) : issues;
  return (
    <li className={css.row} data-chosen={chosen || undefined}>
      <button
        type="button"
        className={css.name}
        aria-pressed={chosen}
        onClick={() => session.chooseValue(value.id)}
      >
        <span>{value.name}</span>{' '}
        <span className={css.verdict} data-tone={tone}>
          <span aria-hidden="true">{sign}</span> {text}
        </span>
      </button>
      {!brief && <code className={css.preview}>{value.text.replaceAll(/\s+/g, ' ')}</code>}
      {verdict?.kind === 'unread' && <p className={css.said}>{verdict.message}</p>}
      {told.length > 0 && (
        <ul className={css.issues}>
          {told.map((issue) => (
            <li key={`${issue.path.join('/')} ${issue.code} ${issue.message}`}>
              <IssueButton issue={issue} press={() => session.jump(value.id, issue)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function IssueButton({ issue, press }: { issue: Issue; press(): void }) {
  return (
    <button type="button" className={css.issue} onClick={press}>
      <code>{issue.keys.length > 0 ? issue.keys.join(', ') : pathText(issue.path)}</code> {issue.message}
    </button>
  );
}

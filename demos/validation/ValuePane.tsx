import { useMemo } from 'react';
import { Copy } from '../kit/Copy.tsx';
import { type Diagnostic, Editor } from '../kit/Editor.tsx';
import quiet from '../kit/quiet.module.css';
import type { Session } from './session.ts';
import { chosenIn, listIn, type State, verdictIn } from './state.ts';
import css from './ValuePane.module.css';

/** The chosen value, with its issues where they are; and what the code behind the boundary receives. */
export function ValuePane({ state, session }: { state: State; session: Session }) {
  const { places, spot } = state;
  const chosen = chosenIn(state);
  const verdict = chosen ? verdictIn(state, chosen) : null;
  const text = chosen?.text ?? '';
  const marks = useMemo((): Diagnostic[] => {
    if (verdict?.kind === 'unread' && verdict.at !== null)
      return [{ from: verdict.at, to: verdict.at + 1, severity: 'error', message: verdict.message }];
    if (!places || verdict?.kind !== 'refused') return [];
    return verdict.issues.map((issue) => ({
      ...places.value(text, issue),
      severity: 'error',
      message: issue.message,
    }));
  }, [places, verdict, text]);
  if (!chosen) return null;
  const place = spot && places?.value(text, spot.issue);
  return (
    <div className={css.pane}>
      <Editor
        label={`Value: ${chosen.name} (JSON)`}
        language="json"
        value={text}
        onChange={session.write}
        {...(state.subject === 'own' ? { onRun: () => void session.run() } : {})}
        diagnostics={marks}
        lines={[4, 12]}
        reveal={place && spot ? { ...place, number: spot.jump, focus: true } : null}
      />
      <div className={css.tools}>
        <Copy label="Copy" what="value" text={() => text} />
        {listIn(state).values.length > 1 && (
          <button
            type="button"
            className={`${quiet.quiet} needs-js`}
            onClick={() => session.remove(chosen.id)}
          >
            Remove
          </button>
        )}
      </div>
      {verdict?.kind === 'accepted' && (
        <div className={css.output}>
          <p>What the code behind it receives</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
          <pre tabIndex={0}>{verdict.output}</pre>
        </div>
      )}
    </div>
  );
}

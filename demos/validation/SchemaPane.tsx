import { useMemo } from 'react';
import { type Diagnostic, Editor } from '../kit/Editor.tsx';
import quiet from '../kit/quiet.module.css';
import { completeZod } from './complete.ts';
import css from './SchemaPane.module.css';
import type { Session } from './session.ts';
import { chosenIn, type State, sourceIn, verdictIn } from './state.ts';

/** The schema as it stands in its file, or the reader's own; what refuses the chosen value is marked in it. */
export function SchemaPane({ state, session }: { state: State; session: Session }) {
  const { subject, spot, places, engine, stranger } = state;
  const own = subject === 'own';
  const source = sourceIn(state);
  const chosen = chosenIn(state);
  const verdict = chosen ? verdictIn(state, chosen) : null;
  const marks = useMemo((): Diagnostic[] => {
    if (!places || verdict?.kind !== 'refused') return [];
    return verdict.issues.flatMap((issue) => {
      const place = places.schema(source, issue);
      return place ? [{ ...place, severity: 'error' as const, message: issue.message }] : [];
    });
  }, [places, verdict, source]);
  const failed = useMemo((): Diagnostic[] => {
    if (!own || engine.kind !== 'ended' || engine.ended.line === null) return [];
    const lines = source.split('\n');
    const from = lines.slice(0, engine.ended.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const to = from + (lines[engine.ended.line - 1] ?? '').length;
    return [{ from, to, severity: 'error', message: engine.ended.detail || 'The run ended here.' }];
  }, [own, engine, source]);
  const place = spot && places?.schema(source, spot.issue);
  return (
    <div className={css.pane}>
      <Editor
        key={own ? 'own' : 'contract'}
        label={
          own ? 'Your schema (TypeScript; its default export counts)' : 'The contract, cut from its file'
        }
        language="typescript"
        value={source}
        readOnly={!own}
        lines={[8, 24]}
        diagnostics={failed.length > 0 ? failed : marks}
        reveal={place && spot ? { ...place, number: spot.jump } : null}
        {...(own
          ? { onChange: session.writeOwn, onRun: () => void session.run(), complete: completeZod }
          : {})}
      />
      <div className={css.foot}>
        {own ? (
          <p>
            {stranger ? (
              <strong>Somebody else wrote this schema. Read it before you press Run.</strong>
            ) : (
              'It runs in an engine of its own: no network, no page, 48 MB, one second (up to five on a slow machine). Types are taken out, not checked.'
            )}
          </p>
        ) : (
          <button type="button" className={`${quiet.quiet} needs-js`} onClick={session.copyToOwn}>
            Edit a copy
          </button>
        )}
      </div>
    </div>
  );
}

// The PostgreSQL console: write SQL, run it in a role, and read what came of it: rows, plans, lessons.
import { Editor } from '../kit/Editor.tsx';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { Bar } from './Bar.tsx';
import { about } from './demo.ts';
import { act } from './engine.ts';
import { Files } from './Files.tsx';
import { HistoryList } from './HistoryList.tsx';
import { Lessons } from './Lessons.tsx';
import { sharedSchema } from './link.ts';
import { PlanView } from './PlanView.tsx';
import css from './Postgres.module.css';
import { ResultsView } from './ResultsView.tsx';
import { SchemaTree } from './SchemaTree.tsx';
import { completions } from './schema.ts';
import type { State, View } from './state.ts';
import { useConsole } from './use-console.ts';
import { plateStatus } from './words.ts';

const nothing = {};
const known = new WeakMap<object, ReturnType<typeof completions>>();
/** The same object for the same schema, so that the editor is told of it once. */
function schemaOf({ relations }: State): ReturnType<typeof completions> {
  if (relations === null) return nothing;
  const found = known.get(relations) ?? completions(relations);
  known.set(relations, found);
  return found;
}

const foreign =
  'This SQL came with a link: somebody else wrote it. Read it before you press Run. It has not been run.';

export default function Postgres() {
  const { state, missing } = useConsole();
  const refused = useFragment(about.id, sharedSchema, (shared) => act((it) => it.open(shared, true)));
  const { host, busy, waiting, text, role, mark, view } = state;
  const starting = waiting || host.kind === 'loading' || host.kind === 'starting';
  const ready = host.kind === 'ready';
  const run = () => act((it) => it.run());
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/postgres/session.ts"
      status={plateStatus(state)}
      notice={
        missing
          ? 'A part of the console could not be loaded. Check the connection, then reload the page.'
          : [refused, state.foreign ? foreign : null].filter((one) => one !== null).join(' ') || null
      }
      run={{ label: ready ? 'Run' : 'Boot and run', busy: starting || busy !== null, press: run }}
      {...(starting || ready
        ? { stop: { label: ready ? 'Stop' : 'Cancel', press: () => act((it) => it.stop()) } as const }
        : {})}
      onReset={() => {
        let undo: (() => void) | null = null;
        act((it) => {
          undo = it.reset();
        });
        return undo && { said: 'Back to the example and its data.', undo };
      }}
      share={{ link: () => linkFor(about.id, { sql: text, role }), holds: 'with this SQL and role' }}
      keys={[
        { key: 'e', title: 'Explain the statement at the cursor', run: () => act((it) => it.explain()) },
        { key: 'p', title: 'Pin the plan', run: () => act((it) => it.pin()) },
      ]}
      onNear={() => act((it) => it.warm())}
    >
      <Bar act={act} state={state} />
      <div className={css.editor}>
        <Editor
          label="SQL, or psql’s commands. Ctrl or ⌘ + Enter runs it"
          language="sql"
          value={text}
          lines={[6, 18]}
          schema={schemaOf(state)}
          onChange={(now) => act((it) => it.write(now))}
          onSelect={(from, to) => act((it) => it.select(from, to))}
          onRun={run}
          diagnostics={
            mark ? [{ from: mark.at, to: mark.at + 1, severity: 'error', message: mark.message }] : []
          }
        />
      </div>
      <div className={css.presses}>
        <button type="button" aria-disabled={starting || busy !== null || undefined} onClick={run}>
          {ready ? 'Run' : 'Boot and run'}
        </button>
        <button
          type="button"
          aria-disabled={busy !== null || undefined}
          onClick={() => act((it) => it.explain())}
        >
          Explain
        </button>
        <button
          type="button"
          aria-disabled={busy !== null || undefined}
          onClick={() => act((it) => it.compare())}
        >
          Run as each role
        </button>
      </div>
      {state.notice && (
        <p className={css.notice} data-tone={state.notice.tone} role="status">
          {state.notice.text}
          {state.before && (
            <button type="button" className={css.undo} onClick={() => act((it) => it.undoImport())}>
              Undo the import
            </button>
          )}
        </p>
      )}
      <Tabs<View>
        label="What came of it"
        chosen={view}
        onChoose={(next) => act((it) => it.show(next))}
        tabs={[
          { id: 'results', label: 'Results', panel: <ResultsView state={state} /> },
          { id: 'plan', label: 'Plan', panel: <PlanView act={act} state={state} /> },
          { id: 'schema', label: 'Schema', panel: <SchemaTree act={act} state={state} /> },
          { id: 'lessons', label: 'Transactions', panel: <Lessons act={act} state={state} /> },
          { id: 'history', label: 'History', panel: <HistoryList act={act} state={state} /> },
          { id: 'files', label: 'Files', panel: <Files act={act} state={state} /> },
        ]}
      />
    </Plate>
  );
}

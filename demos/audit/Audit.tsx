// Demo 3.D: the trail as a chain, the owner's console, and what the two verifications say.
import * as z from 'zod/mini';
import { Editor } from '../kit/Editor.tsx';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { ResultTable } from '../kit/ResultTable.tsx';
import ruled from '../kit/ruled.module.css';
import { type Status, statusOf } from '../kit/status.ts';
import { useFragment } from '../kit/use-fragment.ts';
import { useLazily } from '../kit/use-lazily.ts';
import { useSession } from '../kit/use-session.ts';
import { warm } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import css from './Audit.module.css';
import { Chain } from './Chain.tsx';
import { about, findings, findingWords, steps } from './demo.ts';
import { act, engine } from './engine.ts';
import { begin, type Said, type Shown } from './session.ts';

const linked = z.strictObject({ sql: z.string().check(z.maxLength(6_000)) });
const working = {
  starting: 'Getting ready: the API writes a trail.',
  running: 'PostgreSQL is at work.',
  resetting: 'Putting the trail back.',
} as const;

export default function Audit() {
  const { session, state: shown, missing } = useLazily(engine, begin);
  const state = useSession(runtime, idle);
  const notice = useFragment(about.id, linked, ({ sql }) => act((it) => it.write(sql)));
  const { sql, step, judged, kept, said, busy } = shown;
  const running = state.kind === 'ready';
  const booting = state.kind === 'loading' || state.kind === 'starting';
  const run = () => act((it) => it.run());
  const chosen = steps.find(({ id }) => id === step);
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/reference-api/audit/verify.ts"
      status={status(shown, state, missing)}
      run={{ label: running ? 'Run' : 'Boot and run', busy: busy !== null, press: run }}
      {...(booting && { stop: { label: 'Cancel' as const, press: () => runtime.stop() } })}
      {...(running && { stop: { label: 'Stop' as const, press: () => runtime.stop() } })}
      onReset={() => {
        const undo = session?.reset();
        return undo ? { said: 'The trail is as the API wrote it.', undo } : null;
      }}
      share={{ link: () => linkFor(about.id, { sql: sql.slice(0, 6_000) }), holds: 'with this SQL' }}
      notice={notice}
      onNear={warm}
    >
      <div className={css.audit}>
        <div className={css.console}>
          <p className={css.says}>
            This is your own copy: what you do to it, nobody else sees, and Reset brings the trail back.
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls that belong to a form */}
          <div className={css.steps} role="group" aria-label="Prepared attacks">
            {steps.map(({ id, title }) => (
              <button
                key={id}
                type="button"
                aria-pressed={id === step}
                aria-disabled={busy !== null || undefined}
                onClick={() => act((it) => it.take(id))}
              >
                {title}
              </button>
            ))}
          </div>
          <p className={css.says}>{chosen ? chosen.says : 'SQL of your own, as the owner of every table.'}</p>
          <Editor
            label="SQL as the owner of the tables"
            value={sql}
            language="sql"
            lines={[4, 12]}
            onChange={(text) => act((it) => it.write(text))}
            onRun={run}
          />
          {said && <Answer said={said} triggersOn={judged?.triggersOn ?? true} />}
        </div>
        <div className={css.findings}>
          {judged && kept ? <Chain judged={judged} kept={kept} /> : <Expected />}
        </div>
      </div>
    </Plate>
  );
}

function Answer({ said, triggersOn }: { said: Said; triggersOn: boolean }) {
  switch (said.kind) {
    case 'rows':
      return (
        <ResultTable
          caption="Rows of the last statement"
          columns={said.fields}
          rows={said.rows.map((row) => row.map(cell))}
        />
      );
    case 'done':
      return (
        <p className={css.answer} role="status">
          Done.
        </p>
      );
    case 'refused':
      return (
        <p className={css.answer} data-tone="fail" role="alert">
          PostgreSQL refused: {said.why}.
          {triggersOn && /append-only/.test(said.why)
            ? ' A trigger did that. Whoever owns the table can turn it off: press that step, then this one again.'
            : ''}
        </p>
      );
    case 'fault':
      return (
        <p className={css.answer} data-tone="fail" role="alert">
          <strong>{said.what}</strong> {said.next}
        </p>
      );
  }
}

const cell = (value: unknown) =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
    ? value
    : value instanceof Uint8Array
      ? `\\x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
      : String(value);

/** Before anything runs: what will be found, as the tests hold it. */
function Expected() {
  return (
    <table className={`${ruled.ruled} ${ruled.told} ${css.table}`}>
      <caption>What each attack shows, recorded by our tests</caption>
      <thead>
        <tr>
          <th scope="col">Attack</th>
          <th scope="col">The chain alone</th>
          <th scope="col">With a head kept elsewhere</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ title, alone, anchored }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{findingWords[alone]}</td>
            <td>{findingWords[anchored]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function status(shown: Shown, state: Parameters<typeof statusOf>[0], missing: boolean): Status {
  if (missing)
    return {
      kind: 'failed',
      what: 'A part of the console could not be loaded.',
      next: 'Check the connection, then press the button again.',
    };
  if (state.kind === 'ready' && shown.busy) return { kind: 'busy', text: working[shown.busy] };
  return statusOf(state, 'Nothing runs yet. Booting loads about 5 MB, once.');
}

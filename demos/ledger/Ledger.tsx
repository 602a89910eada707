// Zod asks, when a contract is made, whether it may compile text; the page's policy forbids it, so that is said before.
import '../runtime/tab/jitless.ts';
import { useState } from 'react';
import { Plate } from '../kit/Plate.tsx';
import { Press } from '../kit/Press.tsx';
import { layerName } from '../kit/parts.ts';
import { type Status, statusOf } from '../kit/status.ts';
import { useSession } from '../kit/use-session.ts';
import { proofs } from '../proofs/all.ts';
import type { Proof } from '../proofs/proof.ts';
import { warm } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { about, type Group, groups, layers } from './demo.ts';
import css from './Ledger.module.css';
import { Row } from './Row.tsx';
import { Summary } from './Summary.tsx';
import { createSession, type Session } from './session.ts';
import type { Doing, Shown } from './state.ts';
import { ports } from './tab.ts';

const { id, figure, title } = about;
const count = proofs.length;

/** The proofs of the ledger, run in this tab: all or one, beside the recorded results. */
export default function Ledger() {
  const [session] = useState(() => createSession(ports));
  const shown = useSession(session);
  const state = useSession(runtime, idle);
  const { doing, results, log } = shown;
  const busy = doing.kind !== 'nothing';
  const first = results.filter(({ outcome }) => outcome.kind !== 'held');
  const troubled = new Set(first.map((result) => result.id));
  return (
    <Plate
      id={id}
      figure={figure}
      title={title}
      source="demos/proofs/run.ts"
      status={
        statusWhile(doing) ??
        statusOf(state, `${count} proofs. Booting loads about 5 MB, once; nothing runs before you press.`)
      }
      run={{
        label: state.kind === 'ready' ? 'Run all' : 'Boot and run all',
        busy,
        press: () => void session.run(),
      }}
      {...(busy
        ? { stop: { label: 'Cancel', press: session.cancel } as const }
        : state.kind === 'ready'
          ? { stop: { label: 'Stop', press: () => runtime.stop() } as const }
          : {})}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'The results of this tab are gone.', undo };
      }}
      log={log}
      onClearLog={session.clearLog}
      onNear={warm}
    >
      <SwitchOff session={session} shown={shown} />
      {busy && <Under doing={doing} cancelling={shown.cancelling} />}
      <Summary shown={shown} onSave={(form) => void session.save(form)} />
      {first.length > 0 && (
        <ul className={css.rows} aria-label="Proofs that do not hold or did not run">
          {first.map((result) => (
            <Row key={result.id} proof={proofOf(result.id)} result={result} shown={shown} session={session} />
          ))}
        </ul>
      )}
      {groups.map((group) => {
        const own = proofs.filter(({ layer }) => layer === group);
        const held = own.filter(
          (one) => results.some((result) => result.id === one.id) && !troubled.has(one.id),
        );
        return (
          <details key={group} className={css.group}>
            <summary>
              <span>{nameOf(group)}</span>
              <span className={css.facts}>
                {results.length > 0 ? `${held.length} of ${own.length} hold` : `${own.length} proofs`}
              </span>
            </summary>
            <ul className={css.rows}>
              {own
                .filter((one) => !troubled.has(one.id))
                .map((one) => (
                  <Row
                    key={one.id}
                    proof={one}
                    result={results.find((result) => result.id === one.id)}
                    shown={shown}
                    session={session}
                  />
                ))}
            </ul>
          </details>
        );
      })}
      <p className={css.elsewhere}>
        On a server of yours, with the example people in it:{' '}
        <code>node demos/proofs/record/server.ts https://api.example</code>. From here it cannot be done: this
        site’s policy lets its pages speak to their own origin only.
      </p>
    </Plate>
  );
}

const proofOf = (wanted: string): Proof => proofs.find((one) => one.id === wanted) as Proof;

function nameOf(group: Group): string {
  if (group === 'audit') return 'Audit Trail';
  return group === 'data' ? 'The data itself' : layerName(group);
}

/** What the service is doing is said by the runtime until a run is under way. */
function statusWhile(doing: Doing): Status | null {
  if (doing.kind === 'running') return { kind: 'busy', text: 'Running the proofs.' };
  return doing.kind === 'ending' ? { kind: 'busy', text: 'Looking whether everything is as it was.' } : null;
}

function SwitchOff({ session, shown: { off, doing } }: { session: Session; shown: Shown }) {
  return (
    <fieldset className={css.off}>
      <legend>Switch off</legend>
      {[null, ...layers].map((layer) => (
        <Press
          key={layer}
          off={doing.kind !== 'nothing'}
          className={css.choice}
          aria-pressed={layer === off}
          title={layer === null ? 'Everything on' : layerName(layer)}
          onClick={() => session.switchOff(layer)}
        >
          {layer ?? 'nothing'}
        </Press>
      ))}
      <p>
        {off === null
          ? 'Take a layer away, in this tab only, and see which claims depend on it.'
          : `The next run is without ${layerName(off)}: what depends on it must fail.`}
      </p>
    </fieldset>
  );
}

function Under({ doing, cancelling }: { doing: Doing; cancelling: boolean }) {
  const running = doing.kind === 'running' ? doing : null;
  return (
    <div className={css.under}>
      <progress aria-label="Proofs run" max={running?.of ?? 1} value={running?.done ?? 0} />
      <p>
        {cancelling
          ? 'Ending after the proof under way, which puts its own changes back.'
          : running === null
            ? 'Opening the service.'
            : `${running.done} of ${running.of} · ${running.id}`}
        {running?.wait && ` · ${waiting(running.wait)}`}
      </p>
    </div>
  );
}

function waiting({ milliseconds, moved }: { milliseconds: number; moved: boolean }): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return moved
    ? `the sign-ins of this minute are used up: the service’s clock is moved on by ${seconds} s`
    : `the sign-ins of this minute are used up: waiting ${seconds} s`;
}

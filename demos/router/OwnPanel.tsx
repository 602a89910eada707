import { useRef, useState } from 'react';
import css from './Own.module.css';
import type { Own, OwnPromise } from './own.ts';
import { Reliability } from './Reliability.tsx';
import { RiskCoverage } from './RiskCoverage.tsx';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { State } from './state.ts';
import { percent, thresholdText, whole } from './words.ts';

const alphas = [0.005, 0.01, 0.02, 0.03, 0.05, 0.1];
const deltas = [0.01, 0.05, 0.1, 0.2];

/** Somebody's own file: nothing of it leaves the page. */
export function OwnPanel({ state, session }: { state: State; session: Session }) {
  const { file } = state;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (found: File | undefined) => {
    if (found) void session.openFile(found);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={`${shared.block} ${css.drop}`}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <p>
          <strong>Does your own model keep its word?</strong> Load a CSV with the columns{' '}
          <code>confidence</code> (0 to 1) and <code>correct</code> (1, 0, true, false, yes, no); others are
          ignored. It is read and judged in a worker of this page and sent nowhere: the site’s policy lets
          this page speak to its own origin only, and it asks for nothing.
        </p>
        <div className={`${shared.presses} needs-js`}>
          <button type="button" onClick={() => input.current?.click()}>
            Choose a file
          </button>
          <button type="button" onClick={() => take(madeUp())}>
            Try a made-up one
          </button>
          {file.kind !== 'none' && (
            <button type="button" onClick={session.closeFile}>
              {file.kind === 'reading' ? 'Cancel' : 'Close it'}
            </button>
          )}
          <input
            ref={input}
            hidden
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            aria-label="A CSV file"
            onChange={({ target }) => {
              take(target.files?.[0]);
              target.value = '';
            }}
          />
        </div>
        {file.kind === 'reading' && (
          <p role="status">
            <progress
              className={css.progress}
              max={Math.max(1, file.size)}
              value={Math.min(file.read, file.size)}
              aria-label="Read"
            />{' '}
            {file.read >= file.size && file.rows > 0
              ? `${whole(file.rows)} rows read; computing`
              : `${whole(file.rows)} rows of ${file.name}`}
          </p>
        )}
        {file.kind === 'failed' && (
          <p role="alert">
            {file.name} could not be read to its end: the browser ended the worker, most often because memory
            ran out. Choose a smaller file.
          </p>
        )}
        {file.kind === 'faults' && (
          <div role="alert" className={css.faults}>
            <p>
              <strong>{file.name} was not used.</strong> A part of a file would give figures for a part.
              Correct {file.faults.length === 1 && !file.more ? 'this line' : 'these lines'} and choose it
              again.
            </p>
            <ul>
              {file.faults.map(({ line, what }) => (
                <li key={`${line} ${what}`}>
                  <code>line {whole(line)}</code> {what}
                </li>
              ))}
            </ul>
            {file.more && <p>There are more; reading ended here.</p>}
          </div>
        )}
      </div>
      {file.kind === 'own' && (
        <Judgement name={file.name} own={file.own} promise={file.promise} state={state} session={session} />
      )}
    </>
  );
}

function Judgement({
  name,
  own,
  promise,
  state,
  session,
}: {
  name: string;
  own: Own;
  promise: OwnPromise | null;
  state: State;
  session: Session;
}) {
  const { ownAlpha, ownDelta } = state;
  const threshold = promise?.guaranteed.threshold ?? Number.POSITIVE_INFINITY;
  return (
    <>
      <div className={shared.block} data-own>
        <h4>{name}</h4>
        <p>
          {whole(own.rows)} rows, {percent(own.right / own.rows)} right. Expected calibration error:{' '}
          <strong>{percent(own.reliable.ece)}</strong> (15 bins).
        </p>
        <div className={`${shared.bar} ${css.choices}`}>
          <label className={shared.field}>
            <span>Wrong among the approved, at most</span>
            <select
              value={ownAlpha}
              onChange={(event) => void session.promiseOwn(Number(event.target.value), ownDelta)}
            >
              {alphas.map((one) => (
                <option key={one} value={one}>
                  {percent(one)}
                </option>
              ))}
            </select>
          </label>
          <label className={shared.field}>
            <span>May fail</span>
            <select
              value={ownDelta}
              onChange={(event) => void session.promiseOwn(ownAlpha, Number(event.target.value))}
            >
              {deltas.map((one) => (
                <option key={one} value={one}>
                  {percent(one, 0)} of the time
                </option>
              ))}
            </select>
          </label>
        </div>
        <p role="status">
          {promise === null ? (
            'Computing the threshold…'
          ) : promise.guaranteed.approved === 0 ? (
            <>
              <strong>No threshold can be promised.</strong> These rows do not prove {percent(promise.alpha)}{' '}
              for any of twenty candidates: more labelled rows, or a looser limit.{' '}
            </>
          ) : (
            <>
              Approve from <strong>{thresholdText(promise.guaranteed.threshold)}</strong> on:{' '}
              {percent(promise.guaranteed.approved / own.rows)} of these rows,{' '}
              {whole(promise.guaranteed.wrong)} of them wrong, and at most{' '}
              {percent(promise.guaranteed.bound, 2)} of such traffic.{' '}
            </>
          )}
          {promise !== null &&
            (promise.naive.approved === 0
              ? 'No threshold even looks right.'
              : `What merely looks right: ${thresholdText(promise.naive.threshold)}.`)}
        </p>
        <p className={shared.quiet}>
          The promise holds for rows drawn like these, and only if the model was neither trained nor
          calibrated on them.
        </p>
      </div>
      <div className={shared.two}>
        <Reliability of={own.reliable} name={name} />
        <RiskCoverage risk={own.risk} threshold={threshold} alpha={ownAlpha} />
      </div>
    </>
  );
}

/** 4,000 rows of a model that is too sure of itself: what it calls p is right p² of the time. The same each time. */
function madeUp(): File {
  const lines = ['confidence,correct'];
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  for (let i = 0; i < 4_000; i++) {
    const confidence = 1 - 0.6 * next() ** 4;
    lines.push(`${confidence.toFixed(4)},${next() < confidence ** 2 ? 1 : 0}`);
  }
  return new File([lines.join('\n')], 'made-up.csv', { type: 'text/csv' });
}

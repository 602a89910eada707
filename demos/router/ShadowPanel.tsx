import { useMemo } from 'react';
import { Press } from '../kit/Press.tsx';
import ruled from '../kit/ruled.module.css';
import { compared, type Side } from './compare.ts';
import { RiskCoverage } from './RiskCoverage.tsx';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { State } from './state.ts';
import { percent, thresholdText, whole } from './words.ts';

/** A second model reads everything and decides nothing. */
export function ShadowPanel({
  state,
  threshold,
  session,
}: {
  state: State;
  threshold: number;
  session: Session;
}) {
  const { shadow, rows } = state;
  const found = useMemo(
    () => (shadow.kind === 'done' ? compared(rows, shadow, threshold) : null),
    [rows, shadow, threshold],
  );
  return (
    <>
      <div className={shared.block}>
        <p>
          Before a new model decides anything it reads along: same messages, same threshold, no effect. Here
          the shadow is the same classifier trained on 300 messages instead of 3,000, with a calibration of
          its own.
        </p>
        <div className={`${shared.presses} needs-js`}>
          <Press off={shadow.kind === 'busy'} onClick={() => void session.compare()}>
            {shadow.kind === 'done' ? 'Train and compare again' : 'Train it and compare'}
          </Press>
        </div>
        {shadow.kind === 'failed' && (
          <p role="alert">
            The shadow could not be trained in this tab. Press again; reload the page if it stays so.
          </p>
        )}
        {shadow.kind === 'none' && (
          <p className={shared.quiet}>Nothing compared yet. It takes a second or two, in this tab.</p>
        )}
        {shadow.kind === 'busy' && <p role="status">Training, then reading all messages…</p>}
      </div>
      {shadow.kind === 'done' && found && (
        <div className={shared.two}>
          <div className={shared.block}>
            <table className={`${ruled.ruled} ${shared.table}`}>
              <caption>
                {whole(rows.length)} messages, approved from {thresholdText(threshold)} on
              </caption>
              <thead>
                <tr>
                  <th scope="col" />
                  <th scope="col" data-right>
                    {state.model.version}, decides
                  </th>
                  <th scope="col" data-right>
                    {shadow.version}, shadow
                  </th>
                </tr>
              </thead>
              <tbody>
                <Line name="Right in all five fields" of={({ right }) => percent(right)} found={found} />
                <Line name="Calibration error" of={({ ece }) => percent(ece)} found={found} />
                <Line name="Approved" of={({ automation }) => percent(automation)} found={found} />
                <Line
                  name="Right among these"
                  of={({ precision }) => (Number.isNaN(precision) ? '–' : percent(precision))}
                  found={found}
                />
                <Line
                  name="90 % interval"
                  of={({ low, high }) => `${percent(low)} to ${percent(high)}`}
                  found={found}
                />
                <tr>
                  <th scope="row">Approved by it alone</th>
                  <td data-right>
                    {whole(found.usedAlone[0])}, {whole(found.usedAlone[1])} wrong
                  </td>
                  <td data-right>
                    {whole(found.shadowAlone[0])}, {whole(found.shadowAlone[1])} wrong
                  </td>
                </tr>
              </tbody>
            </table>
            <p>
              They read {percent(found.same)} of the messages the same. On who decides they agree with Cohen’s
              κ = {found.kappa.toFixed(2)}.{' '}
              {found.shadow.automation > found.used.automation
                ? 'The shadow would approve more.'
                : 'The shadow would send more to people: fewer examples, less to be sure of.'}
            </p>
            <p className={shared.quiet}>
              By the threshold alone, without missing fields, new words and spot checks.
            </p>
          </div>
          <RiskCoverage risk={found.used.risk} beside={found.shadow.risk} threshold={threshold} />
        </div>
      )}
    </>
  );
}

function Line({
  name,
  of,
  found,
}: {
  name: string;
  of(side: Side): string;
  found: { used: Side; shadow: Side };
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-right>{of(found.used)}</td>
      <td data-right>{of(found.shadow)}</td>
    </tr>
  );
}

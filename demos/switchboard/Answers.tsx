// The answers of the API in this tab as a strip, newest at the right, and the same as numbers.

import ruled from '../kit/ruled.module.css';
import css from './Answers.module.css';
import { kinds, kindWords } from './calls.ts';
import { hereFate } from './outcome.ts';
import { countText, drawn, lostText, type Period, type Tally } from './tally.ts';

const step = 6;
const height = 22;

export function Answers({ tally }: { tally: Tally }) {
  const { answers, periods } = tally;
  if (periods.length === 0)
    return (
      <p className={css.none}>
        No call was sent yet. Press the button above: the API starts in this tab, and reads, saves and signs
        in while you turn the switches. Only the cache and the database are really taken away here.
      </p>
    );
  return (
    <div className={css.answers}>
      <Strip answers={answers} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <div className={css.scroll} tabIndex={0} role="group" aria-label="Answers by status">
        <table className={`${ruled.ruled} ${css.table}`}>
          <caption>Answers by status, from one real switch to the next</caption>
          <thead>
            <tr>
              <th scope="col">In this tab</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {kindWords[kind].name} <code>{kindWords[kind].call}</code>
                </th>
              ))}
              <th scope="col">As told?</th>
            </tr>
          </thead>
          <tbody>
            {periods
              .map((period, at) => ({ period, at }))
              .reverse()
              .map(({ period, at }) => (
                <tr key={at}>
                  <th scope="row">{lostText(period.lost)}</th>
                  {kinds.map((kind) => (
                    <td key={kind}>{countText(period.counts[kind]) ?? '–'}</td>
                  ))}
                  <td>{asTold(period)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** One lane a kind of call; a refusal is low and hollow, so that it needs no colour. */
function Strip({ answers }: { answers: Tally['answers'] }) {
  const from = drawn - answers.length;
  return (
    <div className={css.strip} aria-hidden="true">
      {kinds.map((kind) => (
        <div key={kind} className={css.lane}>
          <span>{kindWords[kind].name}</span>
          <svg aria-hidden="true" viewBox={`0 0 ${drawn * step} ${height}`} preserveAspectRatio="none">
            {answers.map((one, index) => {
              const x = (from + index) * step;
              const before = answers[index - 1];
              const edge = before !== undefined && before.period !== one.period;
              const good = one.status >= 200 && one.status < 300;
              const key = `${one.period} ${from + index}`;
              return (
                <g key={key}>
                  {edge && <line className={css.edge} x1={x} x2={x} y1={0} y2={height} />}
                  {one.kind === kind && (
                    <rect
                      className={good ? css.good : css.bad}
                      x={x + 1}
                      width={step - 2}
                      y={good ? 2 : height - 9}
                      height={good ? height - 4 : 7}
                    />
                  )}
                </g>
              );
            })}
          </svg>
        </div>
      ))}
    </div>
  );
}

/** Whether the tab answered what the model says of these losses. */
function asTold({ lost, counts }: Period): string {
  let any = false;
  for (const kind of ['read', 'write', 'sign-in'] as const) {
    const refused = hereFate(lost, kind) === 'refused';
    for (const status of Object.keys(counts[kind]).map(Number)) {
      any = true;
      if (refused ? status !== 503 : status < 200 || status > 299)
        return status === 429 ? 'limit reached' : 'no';
    }
  }
  return any ? 'yes' : '–';
}

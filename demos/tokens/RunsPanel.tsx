import { useSession } from '../kit/use-session.ts';
import css from './Runs.module.css';
import { noRuns, type RunsSession, type RunsShown, runCount, seeds } from './runs-session.ts';
import { strategies, strategyWords } from './strategies.ts';
import shared from './Tokens.module.css';

/** What each strategy costs the honest and gives the thief, over the same sessions. */
export function RunsPanel({ session }: { session: RunsSession }) {
  const shown = useSession(session, noRuns);
  return (
    <>
      <div className={shared.bar}>
        <label className={shared.select}>
          <span>Seed</span>
          <input
            type="number"
            min={seeds[0]}
            max={seeds[1]}
            value={shown.seed}
            onChange={(event) => session.seed(event.target.valueAsNumber)}
          />
        </label>
        <p className={shared.hint}>
          {runCount.toLocaleString('en-GB')} sessions of two tabs, six refreshes each. Answers get lost,
          requests are held up, and in half of the sessions a thief replays a copied token. How, exactly, is
          written below the demo.
        </p>
      </div>
      {shown.of === null ? (
        <p className={css.empty}>Nothing played yet. It takes a moment, in this tab.</p>
      ) : (
        <>
          <Plot shown={shown} />
          <Numbers shown={shown} />
        </>
      )}
      <dl className={css.ways}>
        {strategies.map((id) => (
          <div key={id}>
            <dt>{strategyWords[id][0]}</dt>
            <dd>{strategyWords[id][1]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const measures = [
  ['falseLogouts', 'people logged out without a thief', 'logout'],
  ['accepted', 'replays that got a token', 'replay'],
  ['own', 'of these, a token nobody else has', 'own'],
] as const;
const row = 74;
const wide = 340;

/** Bars on one scale; the table below says the same in numbers. */
function Plot({ shown: { tallies } }: { shown: RunsShown }) {
  const done = strategies.flatMap((id) => (tallies[id] ? [{ id, tally: tallies[id] }] : []));
  const most = Math.max(100, ...done.flatMap(({ tally }) => [tally.falseLogouts, tally.accepted]));
  return (
    <figure className={css.plot}>
      <svg
        viewBox={`0 0 ${wide + 50} ${strategies.length * row}`}
        role="img"
        aria-label="False log-outs and accepted replays by strategy; the table below says the same in numbers"
      >
        {done.map(({ id, tally }) => {
          const y = strategies.indexOf(id) * row;
          return (
            <g key={id}>
              <text x="0" y={y + 14} className={css.label}>
                {strategyWords[id][0]}
              </text>
              {measures.map(([name, , kind], index) => (
                <g key={name}>
                  <rect
                    data-measure={kind}
                    x="0"
                    y={y + 21 + index * 15}
                    width={Math.max(1, (tally[name] / most) * wide)}
                    height="12"
                    rx="2"
                  />
                  <text x={(tally[name] / most) * wide + 6} y={y + 31 + index * 15}>
                    {tally[name]}
                  </text>
                </g>
              ))}
            </g>
          );
        })}
      </svg>
      <figcaption className={css.legend}>
        {measures.map(([name, text, kind]) => (
          <span key={name} data-measure={kind}>
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Numbers({ shown: { tallies, of } }: { shown: RunsShown }) {
  return (
    <div className={css.frame}>
      <table className={css.table}>
        <caption>
          {runCount.toLocaleString('en-GB')} sessions, seed {of}
        </caption>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col">False log-outs</th>
            <th scope="col">Replays</th>
            <th scope="col">Accepted</th>
            <th scope="col">Own token</th>
          </tr>
        </thead>
        <tbody>
          {strategies.map((id) => {
            const tally = tallies[id];
            return (
              <tr key={id} data-strategy={id}>
                <th scope="row">{strategyWords[id][0]}</th>
                <td>{tally?.falseLogouts ?? '…'}</td>
                <td>{tally?.replays ?? '…'}</td>
                <td>{tally?.accepted ?? '…'}</td>
                <td>{tally?.own ?? '…'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

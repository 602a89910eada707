import { drift } from '#api/intake/model/measures.ts';
import ruled from '../kit/ruled.module.css';
import { Drift } from './Drift.tsx';
import type { Looked } from './look.ts';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { State } from './state.ts';
import css from './Traffic.module.css';
import { percent, whole } from './words.ts';

const shares = [0, 0.1, 0.34, 0.6];

/** What a threshold cannot see: other traffic, and mistakes that are sure of themselves. */
export function TrafficPanel({ state, looked, session }: { state: State; looked: Looked; session: Session }) {
  const { settings } = state;
  const { index } = looked.ways;
  const { figures } = looked;
  if (figures === null)
    return <p className={shared.block}>These settings came with a link. Press Route to see what they do.</p>;
  const rang = index.findIndex((one) => one !== null && one >= drift.alarm);
  const step = figures.total / (index.length || 1);
  return (
    <div className={css.two}>
      <div className={css.side}>
        <Drift index={index} total={figures.total} />
        <div className={shared.block}>
          {/* biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost */}
          <div className={shared.presses} role="group" aria-label="Share of messages from elsewhere">
            From elsewhere, in the second half:
            {shares.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === settings.elsewhere}
                onClick={() => session.set({ elsewhere: one })}
              >
                {one === 0 ? 'none' : percent(one, 0)}
              </button>
            ))}
          </div>
          <label className={css.check}>
            <input
              type="checkbox"
              checked={settings.hold}
              onChange={(event) => session.set({ hold: event.target.checked })}
            />
            The alarm holds everything for people
          </label>
          <p role="status">
            {rang === -1 ? (
              <>No alarm. The traffic looks like the messages that the threshold was made from.</>
            ) : settings.hold ? (
              <>
                <strong>The alarm rang after {whole(rang * step)} messages.</strong> Since then{' '}
                {whole(figures.held)} answers waited that would have gone out, {whole(figures.heldWrong)} of
                them wrong.
              </>
            ) : (
              <>
                <strong>The alarm rang after {whole(rang * step)} messages, and nothing heeds it.</strong> The
                threshold goes on as if its promise still held.
              </>
            )}
          </p>
        </div>
      </div>
      <div className={css.side}>
        <div className={shared.block}>
          <h4>Spot checks: mistakes that are sure of themselves</h4>
          <label className={shared.field}>
            <span>Share of what would be approved that a person sees: {percent(settings.qaRate, 0)}</span>
            <input
              type="range"
              min={0}
              max={0.3}
              step={0.01}
              value={settings.qaRate}
              aria-valuetext={percent(settings.qaRate, 0)}
              onChange={(event) => session.set({ qaRate: event.target.valueAsNumber })}
            />
          </label>
          <p role="status">
            {figures.checked === 0 ? (
              <>Nobody looks, so nobody knows what goes out wrong.</>
            ) : (
              <>
                {whole(figures.checked)} were drawn by their id, and{' '}
                <strong>{whole(figures.found)} of them were wrong</strong>. From this sample alone one may say
                that at most {percent(figures.atMost)} of the approved are wrong (95 %, exact).
                {figures.found === 0 && ' Finding none is not the same as there being none.'}
              </>
            )}{' '}
            Here the truth is known: {whole(figures.wrong)} of {whole(figures.auto)} went out wrong
            {figures.auto > 0 && `, ${percent(figures.wrong / figures.auto)}`}.
          </p>
          {figures.found > 0 && (
            <div className={shared.presses}>
              <button
                type="button"
                onClick={() => {
                  session.filter('found');
                  session.show('messages');
                }}
              >
                Show the mistakes that were caught
              </button>
            </div>
          )}
          <p className={shared.quiet}>
            The lot is a hash of the id compared with the share: the same items each time, checkable
            afterwards, and nobody can steer around it.
          </p>
        </div>
        <div className={shared.block}>
          <h4>Why items went to a person</h4>
          <table className={`${ruled.ruled} ${shared.table}`}>
            <tbody>
              {Object.entries(figures.reasons)
                .sort(([, a], [, b]) => b - a)
                .map(([kind, n]) => (
                  <tr key={kind}>
                    <th scope="row">
                      <code>{kind}</code>
                    </th>
                    <td data-right>{whole(n)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <p className={shared.quiet}>An item may have several.</p>
        </div>
      </div>
    </div>
  );
}

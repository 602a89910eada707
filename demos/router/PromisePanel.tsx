import { useState } from 'react';
import { figures, trial } from '#api/intake/model/figures.ts';
import { Press } from '../kit/Press.tsx';
import css from './Promise.module.css';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { State } from './state.ts';
import { percent, whole } from './words.ts';

const { alpha, delta, resamples, size, seed: tested } = trial;
const ways = [
  ['naive', 'The lowest threshold that looks right'],
  ['guaranteed', 'The lowest threshold that is proven'],
] as const;

/** The same choice 400 times, from other examples each time: how often the promise broke. */
export function PromisePanel({ state: { promise }, session }: { state: State; session: Session }) {
  const [seed, setSeed] = useState<number>(tested);
  const done = promise.kind === 'done' ? promise : null;
  const broken = done?.kept.broken ?? figures;
  return (
    <>
      <div className={shared.block}>
        <h4>
          “At most {percent(alpha, 0)} wrong, nine times in ten”, promised {resamples} times
        </h4>
        <p>
          Each time {whole(size)} examples are drawn with replacement from the 3,000 test messages, a
          threshold is chosen from them in two ways, and the whole 3,000 say whether the error stayed within{' '}
          {percent(alpha, 0)}. The promise allows {whole(delta * resamples)} failures.
        </p>
        <div className={css.bars}>
          {ways.map(([id, label]) => (
            <div key={id}>
              <span className={css.label}>{label}</span>
              <svg className={css.bar} viewBox="0 0 400 22" preserveAspectRatio="none" aria-hidden="true">
                <rect className={css.track} width="400" height="22" />
                <rect className={css.broken} width={(broken[id] / resamples) * 400} height="22" />
                <line className={css.allowed} x1={delta * 400} x2={delta * 400} y1="0" y2="22" />
              </svg>
              <span className={css.said}>
                broke in <strong>{broken[id]}</strong> of {resamples} ({percent(broken[id] / resamples)})
                {done && `, approving ${percent(done.kept.automation[id])} on average`}
              </span>
            </div>
          ))}
        </div>
        <p className={shared.quiet}>
          The line in each bar is what the promise allows.{' '}
          {done
            ? `Drawn in this tab with seed ${done.seed}.`
            : `With seed ${tested}, as a test of this repository draws them at every run and compares.`}
        </p>
        <div className={`${shared.bar} ${css.again} needs-js`}>
          <label className={shared.field}>
            <span>Seed</span>
            <input
              type="number"
              min={1}
              max={999_999}
              value={seed}
              onChange={({ target: { valueAsNumber: now } }) => {
                if (Number.isInteger(now) && now >= 1 && now <= 999_999) setSeed(now);
              }}
            />
          </label>
          <div className={shared.presses}>
            <Press off={promise.kind === 'busy'} onClick={() => void session.drawAgain(seed)}>
              Draw 400 times here
            </Press>
          </div>
        </div>
        {promise.kind === 'failed' && (
          <p role="alert">
            The model could not be loaded, so nothing was drawn. Check the connection and press again.
          </p>
        )}
      </div>
      <div className={shared.block}>
        <h4>Why the obvious way breaks</h4>
        <p>
          Whoever takes the lowest threshold whose error looks like {percent(alpha, 0)} takes the luckiest
          one: half of the time luck turns on other messages. The proven one asks how many mistakes a worse
          truth could have hidden (Clopper and Pearson’s exact bound), for each of twenty candidates at a
          twentieth of the doubt.
        </p>
        <p>
          It pays for that with automation, and it holds for messages like those it was made from. When the
          traffic moves, nothing is promised: that is what the spot checks and the drift alarm are for.
        </p>
      </div>
    </>
  );
}

import type { ReactNode } from 'react';
import css from './Controls.module.css';
import type { Looked } from './look.ts';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { percent, thresholdText, whole } from './words.ts';

const methods: readonly (readonly [Settings['method'], string])[] = [
  ['fixed', 'Set the threshold'],
  ['cost', 'Say what a mistake costs'],
  ['guarantee', 'Say how many may go out'],
];
const mistakes = [1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 75, 100, 200, 500, 1_000];
const alphas = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.075, 0.1];
const deltas = [0.01, 0.05, 0.1, 0.2];

const nearest = (steps: readonly number[], value: number): number =>
  steps.reduce(
    (best, one, i) => (Math.abs(one - value) < Math.abs((steps[best] as number) - value) ? i : best),
    0,
  );

export function Controls({
  settings,
  live,
  looked: { policy, promised },
  session,
}: {
  settings: Settings;
  live: boolean;
  looked: Looked;
  session: Session;
}) {
  const { method, mistakeInReviews, alpha, delta, score, minutes, hourly } = settings;
  const set = (part: Partial<Settings>) => session.set(part);
  return (
    <div className={css.controls}>
      {/* biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost */}
      <div className={css.methods} role="group" aria-label="Where the threshold comes from">
        {methods.map(([id, label]) => (
          <button key={id} type="button" aria-pressed={id === method} onClick={() => set({ method: id })}>
            {label}
          </button>
        ))}
      </div>
      {method === 'fixed' && (
        <>
          <Slider
            label="Approve from"
            shown={thresholdText(settings.threshold)}
            min={0}
            max={1}
            step={0.005}
            value={settings.threshold}
            set={(threshold) => set({ threshold })}
          />
          <p className={css.says}>
            Whatever has this confidence or more goes out unseen. A fixed line is easy to agree on and hard to
            justify: <strong>0.90 is right exactly where one mistake costs ten reviews</strong>.
          </p>
        </>
      )}
      {method === 'cost' && (
        <>
          <Slider
            label="One mistake costs as much as"
            shown={`${mistakeInReviews.toLocaleString('en-GB')} ${mistakeInReviews === 1 ? 'review' : 'reviews'}`}
            min={0}
            max={mistakes.length - 1}
            step={1}
            value={nearest(mistakes, mistakeInReviews)}
            set={(at) => set({ mistakeInReviews: mistakes[at] as number })}
          />
          <p className={css.says}>
            Then approving is cheaper than reviewing from <strong>{thresholdText(policy.threshold)}</strong>{' '}
            on (Chow’s rule, 1 − 1 / cost). It holds for confidences that are true; that is what calibration
            is for.
          </p>
        </>
      )}
      {method === 'guarantee' && (
        <>
          <Slider
            label="Wrong among those approved, at most"
            shown={percent(alpha)}
            min={0}
            max={alphas.length - 1}
            step={1}
            value={nearest(alphas, alpha)}
            set={(at) => set({ alpha: alphas[at] as number })}
          />
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div
            className={`${css.scores} ${shared.presses}`}
            role="group"
            aria-label="How often the promise may break"
          >
            and that may fail
            {deltas.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === delta}
                onClick={() => set({ delta: one })}
              >
                {percent(one, 0)}
              </button>
            ))}
            of the time
          </div>
          <p className={css.says}>
            {promised ? (
              <Proven promised={promised} settings={settings} />
            ) : live ? (
              'The calibration messages are still being read; until then nothing is approved.'
            ) : (
              'Press Route: the threshold comes from 3,000 calibration messages, which are read then.'
            )}
          </p>
        </>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        className={`${css.scores} ${shared.presses}`}
        role="group"
        aria-label="Which number the router is given"
      >
        The router is given
        <button
          type="button"
          aria-pressed={score === 'calibrated'}
          onClick={() => set({ score: 'calibrated' })}
        >
          the probability
        </button>
        <button type="button" aria-pressed={score === 'raw'} onClick={() => set({ score: 'raw' })}>
          the model’s own score
        </button>
      </div>
      <div className={css.prices}>
        <Amount
          before="A review takes"
          after="min"
          value={minutes}
          min={0.1}
          max={120}
          step={0.5}
          set={(value) => set({ minutes: value })}
        />
        <Amount
          before="at €"
          after="an hour;"
          value={hourly}
          min={0}
          max={1_000}
          step={1}
          set={(value) => set({ hourly: value })}
        />
        <Amount
          before="a mistake costs"
          after="reviews"
          value={mistakeInReviews}
          min={1}
          max={1_000}
          step={1}
          set={(value) => set({ mistakeInReviews: value })}
        />
      </div>
    </div>
  );
}

function Proven({
  promised,
  settings: { alpha, delta },
}: {
  promised: NonNullable<Looked['promised']>;
  settings: Settings;
}): ReactNode {
  const { guaranteed, naive } = promised;
  const looks = `A threshold that merely looks right on them: ${thresholdText(naive.threshold)}.`;
  if (!Number.isFinite(guaranteed.threshold) || guaranteed.approved === 0)
    return (
      <>
        <strong>No threshold can be promised.</strong> 3,000 labelled messages are too few to prove{' '}
        {percent(alpha)}, so everything goes to people. {looks}
      </>
    );
  return (
    <>
      From <strong>{thresholdText(guaranteed.threshold)}</strong> on: of {whole(guaranteed.approved)}{' '}
      calibration messages {guaranteed.wrong} were wrong, so at most {percent(guaranteed.bound, 2)} are (exact
      binomial, 20 candidates, {percent(delta, 0)}). {looks}
    </>
  );
}

function Slider(props: {
  label: string;
  shown: string;
  min: number;
  max: number;
  step: number;
  value: number;
  set(value: number): void;
}) {
  const { label, shown, set, ...input } = props;
  return (
    <label className={css.slider}>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{shown}</span>
      <input
        type="range"
        {...input}
        aria-label={label}
        aria-valuetext={shown}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
    </label>
  );
}

function Amount(props: {
  before: string;
  after: string;
  value: number;
  min: number;
  max: number;
  step: number;
  set(value: number): void;
}) {
  const { before, after, value, min, max, set, step } = props;
  return (
    <label>
      {before}
      <input
        type="number"
        {...{ min, max, step, value }}
        onChange={({ target: { valueAsNumber: now } }) => {
          if (now >= min && now <= max) set(now);
        }}
      />
      {after}
    </label>
  );
}

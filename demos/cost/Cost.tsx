// Demo 4.B: the configuration at the left, what it costs part by part at the right, every line with its price below.
import { useState } from 'react';
import { Copy } from '../kit/Copy.tsx';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { useLive, useSession } from '../kit/use-session.ts';
import { accepted, notCounted } from './accepts.ts';
import { asCsv, asText } from './as-text.ts';
import { ByPart } from './ByPart.tsx';
import css from './Cost.module.css';
import { about } from './demo.ts';
import { estimate, money, roughly } from './estimate.ts';
import { Inputs } from './Inputs.tsx';
import { Lines } from './Lines.tsx';
import { hoursPerMonth, region } from './prices.ts';
import { profileIds, profileNames, profiles } from './profiles.ts';
import { createSession, linked, nameOf, profileOf } from './session.ts';

const sums = Object.fromEntries(profileIds.map((id) => [id, roughly(estimate(profiles[id]).cents)]));

const month = `${hoursPerMonth} hours in ${region}`;

export default function Cost() {
  const [session] = useState(createSession);
  const { config, pinned, typed } = useSession(session);
  const live = useLive();
  const notice = useFragment(about.id, linked, session.show);
  const now = estimate(config);
  const then = pinned && { name: nameOf(pinned), estimate: estimate(pinned) };
  const chosen = profileOf(config);
  const accepts = accepted(config);
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/cost/estimate.ts"
      status={
        live
          ? { kind: 'ready', text: `in this page · nothing is sent · ${month}` }
          : { kind: 'idle', text: `Below is the baseline, ${month}. Press anything to change it.` }
      }
      run={{ label: pinned ? 'Pin this one instead' : 'Pin to compare', press: session.pin }}
      {...(pinned && {
        actions: (
          <button type="button" onClick={session.unpin}>
            Unpin
          </button>
        ),
      })}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'Back to the baseline.', undo };
      }}
      share={{ link: () => linkFor(about.id, { config, pinned }), holds: 'with this configuration' }}
      notice={notice}
    >
      <div className={css.head}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls that belong to a form */}
        <div className={css.profiles} role="group" aria-label="Profiles">
          {profileIds.map((id) => (
            <button key={id} type="button" aria-pressed={id === chosen} onClick={() => session.choose(id)}>
              {profileNames[id]} <span>{sums[id]}</span>
            </button>
          ))}
        </div>
        <p className={css.total} role="status">
          <strong>{money(now.cents)}</strong> a month
          {then && <span className={css.than}>{difference(now.cents - then.estimate.cents, then.name)}</span>}
        </p>
      </div>
      <div className={css.columns}>
        <div className={css.result}>
          <ByPart now={now} then={then} />
          {accepts.length > 0 && (
            <div className={css.accepts}>
              <p>What this configuration accepts</p>
              <ul>
                {accepts.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </div>
          )}
          <div className={css.not}>
            <p>Not counted</p>
            <ul>
              {notCounted.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        </div>
        <Inputs config={config} typed={typed} session={session} />
      </div>
      <details className={css.more}>
        <summary>Every line, with its price and where it was read</summary>
        <Lines lines={now.lines} />
        <div className={css.take}>
          <Copy label="Copy as text" what="estimate" text={() => asText(config)} />
          <Copy label="Copy as CSV" what="estimate as CSV" text={() => asCsv(config)} />
        </div>
      </details>
    </Plate>
  );
}

/** "$196.67 more than Starter" */
function difference(cents: number, name: string): string {
  if (cents === 0) return `as much as the pinned ${name}`;
  return `${money(Math.abs(cents))} ${cents > 0 ? 'more' : 'less'} than the pinned ${name}`;
}

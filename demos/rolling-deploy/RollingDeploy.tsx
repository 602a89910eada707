// Demo 5.A: an image and a setting at the top, the tasks over time, the arithmetic and its proof, and the same as text.
import { useState } from 'react';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { useLive, useSession } from '../kit/use-session.ts';
import { Arithmetic } from './Arithmetic.tsx';
import { about } from './demo.ts';
import css from './RollingDeploy.module.css';
import { limitsOf } from './rules.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { begin, createSession, linked, presetOf } from './session.ts';
import { imageNames, images, presetIds, presets } from './settings.ts';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { clock, sentenceOf, summaryOf } from './words.ts';

const ports = {
  every: (milliseconds: number, tick: () => void) => {
    const timer = setInterval(tick, milliseconds);
    return () => clearInterval(timer);
  },
  still: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
};

export default function RollingDeploy() {
  const [session] = useState(() => createSession(ports));
  const shown = useSession(session, begin);
  const live = useLive();
  const notice = useFragment(about.id, linked, session.show);
  const { settings, image, run, at, playing } = shown;
  const limits = limitsOf(settings);
  const preset = presetOf(settings);
  const summary = summaryOf(run, image, limits);
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/rolling-deploy/rules.ts"
      status={
        live
          ? { kind: 'ready', text: 'in this page · a simulation of ECS’s scheduler as documented, not AWS' }
          : {
              kind: 'idle',
              text: 'A simulation of ECS’s scheduler as documented, not AWS. Below is a whole run.',
            }
      }
      run={{ label: playing ? 'Pause' : 'Play', press: session.toggle }}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'Back to the template’s values and a healthy image.', undo };
      }}
      share={{ link: () => linkFor(about.id, { settings, image }), holds: 'with these settings' }}
      keys={[
        { key: 'p', title: 'Play or pause', run: session.toggle },
        { key: ']', title: 'Next event', run: () => session.hop(1) },
        { key: '[', title: 'Event before', run: () => session.hop(-1) },
      ]}
      notice={notice}
    >
      <div className={css.choices}>
        <Choices
          label="The new image"
          options={images.map((id) => [id, imageNames[id]])}
          chosen={image}
          onChoose={session.choose}
        />
        <Choices
          label="The settings"
          options={presetIds.map((id) => [id, presets[id].name])}
          chosen={preset}
          onChoose={session.take}
        />
        <p className={css.says}>{preset ? presets[preset].says : 'Settings of your own.'}</p>
      </div>
      <p className={css.summary} data-tone={summary.tone} role="status">
        {summary.text}
      </p>
      <Timeline run={run} limits={limits} at={at} />
      <Transport shown={shown} session={session} />
      <div className={css.columns}>
        <Arithmetic settings={settings} />
        <SettingsForm shown={shown} session={session} />
      </div>
      <details className={css.more}>
        <summary>The run as text, event by event</summary>
        <ol className={css.events}>
          {run.events.map((event, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a run's events never change places
            <li key={index} data-ahead={event.at > at || undefined}>
              <span>{clock(event.at)}</span> {sentenceOf(event, limits)}
            </li>
          ))}
        </ol>
      </details>
    </Plate>
  );
}

function Choices<Id extends string>(props: {
  label: string;
  options: readonly (readonly [id: Id, name: string])[];
  chosen: Id | null;
  onChoose(id: Id): void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost
    <div className={css.choice} role="group" aria-label={props.label}>
      <span aria-hidden="true">{props.label}</span>
      {props.options.map(([id, name]) => (
        <button key={id} type="button" aria-pressed={id === props.chosen} onClick={() => props.onChoose(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}

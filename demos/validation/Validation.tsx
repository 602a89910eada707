// Demo 3.B: a contract, values that meet it or do not, and all that the same schema feeds.
import { useMemo, useState } from 'react';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { useSession } from '../kit/use-session.ts';
import { about } from './demo.ts';
import { openSession } from './engine.ts';
import { Feeds } from './Feeds.tsx';
import { forLink, linked } from './link.ts';
import { SchemaPane } from './SchemaPane.tsx';
import { subjects } from './state.ts';
import css from './Validation.module.css';
import { ValuePane } from './ValuePane.tsx';
import { Values } from './Values.tsx';
import { statusIn, titleOf } from './words.ts';

export default function Validation() {
  const [session] = useState(openSession);
  const state = useSession(session);
  const fromLink = useFragment(about.id, linked, session.open);
  const own = state.subject === 'own';
  const busy = own && ['loading', 'starting', 'running'].includes(state.engine.kind);
  const link = useMemo(
    () => async () => {
      try {
        return await linkFor(about.id, forLink(session.state));
      } catch {
        session.say(
          'This is too much for a link: more than 8 KB. The link that was copied leads to the demo alone.',
        );
        return `${location.origin}${location.pathname}#${about.id}`;
      }
    },
    [session],
  );
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/validation/session.ts"
      status={statusIn(state)}
      run={
        own
          ? { label: 'Run', busy, press: () => void session.run() }
          : { label: 'Make near misses', press: () => void session.makeNearMisses() }
      }
      {...(busy && { stop: { label: 'Stop' as const, press: session.stop } })}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'Back to the first contract and its three values.', undo };
      }}
      share={{ link, holds: own ? 'with your schema and values' : 'with this contract and your values' }}
      notice={state.notice ?? fromLink}
      onNear={session.warm}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost */}
      <div className={css.subjects} role="group" aria-label="Which schema">
        {subjects.map((subject) => (
          <button
            key={subject}
            type="button"
            aria-pressed={subject === state.subject}
            onClick={() => session.choose(subject)}
          >
            {titleOf(subject)}
          </button>
        ))}
      </div>
      <div className={css.columns}>
        <SchemaPane state={state} session={session} />
        <div className={css.right}>
          <Values state={state} session={session} />
          <ValuePane state={state} session={session} />
        </div>
      </div>
      <Feeds state={state} session={session} />
    </Plate>
  );
}

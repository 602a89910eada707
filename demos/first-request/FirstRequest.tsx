import { useRef, useState } from 'react';
import * as z from 'zod/mini';
import { policy } from '#api/access/policy.ts';
import { asCurl } from '../kit/curl.ts';
import { Exchange } from '../kit/Exchange.tsx';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { statusOf } from '../kit/status.ts';
import { useFragment } from '../kit/use-fragment.ts';
import { useSession } from '../kit/use-session.ts';
import { boot, warm } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { about, otherReasons, people, requests, samples, who } from './demo.ts';
import css from './FirstRequest.module.css';
import { createSession } from './session.ts';

const { id, figure, title } = about;
const linked = z.strictObject({ person: z.enum(people), request: z.enum(requests) });
const reasonOf = (rule: string) => otherReasons[rule] ?? policy.find((one) => one.id === rule)?.reason;

/** Demo 1.A: choose who asks for what; read the recorded answer, or boot the service in this tab and ask it. */
export default function FirstRequest() {
  const [session] = useState(() => createSession({ boot, now: Date.now }));
  const { person, request, exchange, sending, log } = useSession(session);
  const state = useSession(runtime, idle);
  const notice = useFragment(id, linked, session.choose);
  const starting = state.kind === 'loading' || state.kind === 'starting';
  const running = state.kind === 'ready';
  const answer = useRef<HTMLDivElement>(null);
  const press = async () => {
    await session.send();
    // On a phone the answer stands below the choices: whoever pressed wants to see it.
    const place = answer.current;
    if (place && place.getBoundingClientRect().top > innerHeight - 160)
      place.scrollIntoView({ block: 'center' });
  };
  return (
    <Plate
      id={id}
      figure={figure}
      title={title}
      source="demos/first-request/session.ts"
      status={statusOf(state, 'Below is a recorded answer. Booting loads about 5 MB, once.')}
      run={{ label: running ? 'Send' : 'Boot and send', busy: sending, press: () => void press() }}
      {...(starting || running
        ? { stop: { label: running ? 'Stop' : 'Cancel', press: () => runtime.stop() } as const }
        : {})}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'Back to the first request.', undo };
      }}
      share={{ link: () => linkFor(id, { person, request }), holds: 'with this person and request' }}
      log={log}
      onClearLog={session.clearLog}
      notice={notice}
      onNear={warm}
    >
      <div className={css.columns}>
        <div className={css.choices}>
          <Choices
            label="Who asks"
            short
            options={people.map((one) => ({ id: one, text: who[one].name, note: who[one].is }))}
            chosen={person}
            onChoose={(one) => session.choose({ person: one })}
          />
          <Choices
            label="For what"
            options={requests.map((one) => ({
              id: one,
              text: samples[one].title,
              note: samples[one].method,
            }))}
            chosen={request}
            onChoose={(one) => session.choose({ request: one })}
          />
        </div>
        <div ref={answer} className={css.answer} aria-busy={sending}>
          <Exchange
            exchange={exchange}
            curl={asCurl('http://127.0.0.1:3000', exchange.asked)}
            reasonOf={reasonOf}
          />
        </div>
      </div>
    </Plate>
  );
}

function Choices<Id extends string>(props: {
  label: string;
  /** Two in a row on a phone. */
  short?: true;
  options: readonly { readonly id: Id; readonly text: string; readonly note: string }[];
  chosen: Id;
  onChoose(id: Id): void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost
    <div className={`${css.choice} ${props.short ? css.people : ''}`} role="group" aria-label={props.label}>
      <p aria-hidden="true">{props.label}</p>
      {props.options.map(({ id: one, text, note }) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === props.chosen}
          onClick={() => props.onChoose(one)}
        >
          {text} <span>{note}</span>
        </button>
      ))}
    </div>
  );
}

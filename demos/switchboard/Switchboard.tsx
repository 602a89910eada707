// Demo 4.A: what is lost, what goes dark, who says so, and what the API in this tab really answers meanwhile.
import * as z from 'zod/mini';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { type Status, statusOf } from '../kit/status.ts';
import { useFragment } from '../kit/use-fragment.ts';
import { useLazily } from '../kit/use-lazily.ts';
import { useSession } from '../kit/use-session.ts';
import { warm } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { Answers } from './Answers.tsx';
import { Calls } from './Calls.tsx';
import { about, inOrder, listed, lostHere, switches, worded } from './demo.ts';
import { act, engine } from './engine.ts';
import { type Moment, moments, outcome } from './outcome.ts';
import css from './Switchboard.module.css';
import { begin, type Shown } from './session.ts';
import { Together, Told } from './Told.tsx';
import { Topology } from './Topology.tsx';
import { facts } from './told.ts';

const linked = z.strictObject({
  on: z.array(z.enum(switches)).check(z.maxLength(switches.length)),
  moment: z.enum(moments),
});
const momentNames: Readonly<Record<Moment, string>> = { 'at-once': 'At once', settled: 'After repair' };

export default function Switchboard() {
  const { session, state: shown, missing } = useLazily(engine, begin);
  const state = useSession(runtime, idle);
  const notice = useFragment(about.id, linked, ({ on, moment }) => act((it) => it.open(inOrder(on), moment)));
  const { on, moment, sending, tally, fault } = shown;
  const running = state.kind === 'ready';
  const booting = state.kind === 'loading' || state.kind === 'starting';
  const going = sending === 'yes';
  const after = { 'at-once': outcome(on, facts, 'at-once'), settled: outcome(on, facts, 'settled') };
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/switchboard/outcome.ts"
      status={status(shown, state, missing)}
      run={{
        label: going ? 'Pause calls' : running ? 'Send calls' : 'Boot and send calls',
        busy: sending === 'starting',
        press: () => act((it) => (going ? it.pause() : it.send())),
      }}
      {...(booting || running
        ? { stop: { label: running ? 'Stop' : 'Cancel', press: () => runtime.stop() } as const }
        : {})}
      onReset={() => {
        const undo = session?.reset();
        return undo ? { said: 'Back to the loss of zone A, with no answers.', undo } : null;
      }}
      share={{ link: () => linkFor(about.id, { on, moment }), holds: 'with these switches' }}
      keys={[
        ...switches.map((one, at) => ({
          key: String(at + 1),
          title: worded[one].verb,
          run: () => act((it) => it.turn(one)),
        })),
        {
          key: 'm',
          title: 'At once, or after repair',
          run: () => act((it) => it.look(moment === 'at-once' ? 'settled' : 'at-once')),
        },
      ]}
      notice={notice}
      onNear={warm}
    >
      {fault && (
        <p className={css.fault} role="alert">
          <strong>{fault.what}</strong> {fault.next}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: these are buttons, so that a press before the script came is not lost */}
      <div className={css.switches} role="group" aria-label="What is lost">
        {switches.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={on.includes(one)}
            onClick={() => act((it) => it.turn(one))}
          >
            {worded[one].verb}
            <span>{worded[one].here ? 'real in this tab' : 'told'}</span>
          </button>
        ))}
      </div>
      <section className={css.here} aria-label="In this tab">
        <h4>In this tab</h4>
        <Answers tally={tally} />
      </section>
      <div className={css.columns}>
        <div className={css.drawing}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div className={css.moments} role="group" aria-label="When">
            {moments.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === moment}
                onClick={() => act((it) => it.look(one))}
              >
                {momentNames[one]}
              </button>
            ))}
          </div>
          <Topology after={after[moment]} />
        </div>
        <div className={css.side}>
          <p className={css.headline} role="status">
            {on.length === 0 ? 'Nothing is lost.' : `Lost: ${listed(on)}.`}
          </p>
          <Calls after={after} />
          <Together on={on} />
        </div>
      </div>
      <Told on={on} />
    </Plate>
  );
}

function status(shown: Shown, state: Parameters<typeof statusOf>[0], missing: boolean): Status {
  if (missing)
    return {
      kind: 'failed',
      what: 'A part of the switchboard could not be loaded.',
      next: 'Check the connection, then press the button again.',
    };
  if (state.kind === 'ready' && shown.sending === 'yes') {
    const lost = lostHere(shown.on);
    return {
      kind: 'busy',
      text: `Calls go to the API in this tab${lost.length === 0 ? '.' : `, without its ${lost.join(' and ')}.`}`,
    };
  }
  if (state.kind === 'ready' && shown.rested)
    return {
      kind: 'ready',
      text: 'Five minutes of calls are enough: they were paused, and nothing is lost here any more.',
    };
  return statusOf(state, 'The zones and tasks are told. Booting loads about 5 MB, once, for what is real.');
}

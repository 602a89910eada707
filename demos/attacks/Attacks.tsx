// Demo 3.C, the attack console: one attack and its way through the barriers, all of them, or the whole matrix.
import { Plate } from '../kit/Plate.tsx';
import { type Status, statusOf } from '../kit/status.ts';
import { Tabs } from '../kit/Tabs.tsx';
import { useLazily } from '../kit/use-lazily.ts';
import { useSession } from '../kit/use-session.ts';
import { switches } from '../proofs/matrix.ts';
import { warm } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { All } from './All.tsx';
import css from './Attacks.module.css';
import { about, barrierNames } from './demo.ts';
import { act, engine } from './engine.ts';
import { fragmentOf } from './link.ts';
import { Matrix } from './Matrix.tsx';
import { One } from './One.tsx';
import { rows } from './recorded.ts';
import { begin, type Shown, type View } from './state.ts';
import { useLink } from './use-link.ts';
import { busyText } from './words.ts';

const verbs: Readonly<Record<View, string>> = { one: 'Fire', all: 'Fire all', matrix: 'Compute it here' };
const start = (view: View) => `Boot and ${verbs[view].toLowerCase()}`;

export default function Attacks() {
  const { session, state: shown, missing } = useLazily(engine, begin);
  const state = useSession(runtime, idle);
  const refused = useLink((attack, off) => act((it) => it.open(attack, off)));
  const { view, chosen, off, busy, fault } = shown;
  const running = state.kind === 'ready';
  const booting = state.kind === 'loading' || state.kind === 'starting';
  const move = (by: number) => {
    const at = rows.findIndex(({ id }) => id === chosen);
    const next = rows[(at + by + rows.length) % rows.length];
    if (next) act((it) => it.choose(next.id));
  };
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/attacks/session.ts"
      status={status(shown, state, missing)}
      run={{
        label: running ? verbs[view] : start(view),
        busy: busy !== null,
        press: () => act((it) => (view === 'one' ? it.fire() : view === 'all' ? it.fireAll() : it.compute())),
      }}
      {...stopOf(busy !== null, booting, running)}
      onReset={() => {
        const undo = session?.reset();
        return undo ? { said: 'Back to the first attack, with every layer on.', undo } : null;
      }}
      share={{
        link: () => `${location.origin}${location.pathname}${fragmentOf(chosen, off)}`,
        holds: 'with this attack and these switches',
      }}
      keys={[
        { key: 'j', title: 'Next attack', run: () => move(1) },
        { key: 'k', title: 'Attack before', run: () => move(-1) },
        ...switches.map((one, at) => ({
          key: String(at + 1),
          title: `Switch ${barrierNames[one].name} off or on`,
          run: () => act((it) => it.turn(one)),
        })),
      ]}
      notice={
        refused
          ? 'The link names an attack or a layer that is not here. The console is shown as it begins.'
          : null
      }
      onNear={warm}
    >
      {/* The name that links to an attack begin with: `#attack=…`. */}
      <div id="attack" className={css.console}>
        {fault && (
          <p className={css.fault} role="alert">
            <strong>{fault.what}</strong> {fault.next}
          </p>
        )}
        <Tabs
          label="What to fire"
          chosen={view}
          onChoose={(to) => act((it) => it.view(to))}
          tabs={[
            { id: 'one', label: 'One attack', panel: <One shown={shown} live={running} /> },
            { id: 'all', label: 'All of them', panel: <All shown={shown} /> },
            { id: 'matrix', label: 'The matrix', panel: <Matrix shown={shown} /> },
          ]}
        />
      </div>
    </Plate>
  );
}

function stopOf(busy: boolean, booting: boolean, running: boolean) {
  if (booting) return { stop: { label: 'Cancel', press: () => runtime.stop() } } as const;
  if (busy) return { stop: { label: 'Cancel', press: () => act((it) => it.cancel()) } } as const;
  return running ? ({ stop: { label: 'Stop', press: () => runtime.stop() } } as const) : {};
}

function status(shown: Shown, state: Parameters<typeof statusOf>[0], missing: boolean): Status {
  if (missing)
    return {
      kind: 'failed',
      what: 'A part of the console could not be loaded.',
      next: 'Check the connection, then press the button again.',
    };
  if (state.kind === 'ready' && shown.busy) return { kind: 'busy', text: busyText(shown.busy) };
  return statusOf(state, 'Below is what CI recorded. Booting loads about 5 MB, once.');
}

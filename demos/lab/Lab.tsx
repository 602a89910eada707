import { useState } from 'react';
import { Plate } from '../kit/Plate.tsx';
import { useLive, useSession } from '../kit/use-session.ts';
import { hereNow, hindrance } from '../runtime/container/here.ts';
import type { State } from '../runtime/contract.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { Console } from './Console.tsx';
import { about, type Edit } from './demo.ts';
import { container, key, tab } from './hosts.ts';
import { Start } from './Start.tsx';
import { createSession } from './session.ts';
import { Workbench } from './Workbench.tsx';
import { labStatus, refusalIn } from './words.ts';

/** The reference API in a WebContainer, with files, editor and terminal; or in this tab, with the same console. */
export default function Lab() {
  const [session] = useState(() => createSession({ runtime, container, tab, now: Date.now }));
  const [edit, choose] = useState<Edit | null>(null);
  const lab = useSession(session);
  const state = useSession(runtime, idle);
  const live = useLive();
  const hindered = live ? hindrance(hereNow(), key) : null;
  const starting = state.kind === 'loading' || state.kind === 'starting';
  const running = state.kind === 'ready';
  const start = (kind: 'container' | 'tab') => {
    choose(null);
    void session.start(kind);
  };
  const run =
    hindered || spent(state)
      ? { label: 'Start in this tab', press: () => start('tab') }
      : { label: 'Start in a WebContainer', press: () => start('container') };
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/lab/session.ts"
      status={labStatus(state)}
      {...(!running && !starting ? { run } : {})}
      {...(starting || running
        ? { stop: { label: running ? 'Stop' : 'Cancel', press: session.stop } as const }
        : {})}
      log={lab.log}
      onClearLog={session.clearLog}
    >
      {running ? (
        <>
          {state.host === 'container' && (
            <Workbench session={session} lab={lab} edit={edit} onEdit={choose} />
          )}
          <Console
            offered={edit?.ask ?? null}
            sending={lab.sending}
            exchange={lab.exchange}
            onSend={(ask) => void session.send(ask)}
          />
        </>
      ) : (
        <Start
          state={state}
          refused={hindered && refusalIn(hindered)}
          only={hindered !== null || spent(state)}
          slow={lab.slow}
          onTab={() => start('tab')}
          onTabInstead={() => void session.insteadInTab()}
        />
      )}
    </Plate>
  );
}

/** Only a new document can ask StackBlitz again: until then the tab is what can be started. */
const spent = (state: State): boolean =>
  state.kind === 'failed' &&
  state.host === 'container' &&
  ['blocked', 'start-timeout', 'internal'].includes(state.cause.code);

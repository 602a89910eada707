// Demo 2.B: the queue, the item before a reviewer, the decisions, and the trail that they leave.
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
import { Alike } from './Alike.tsx';
import { Bar } from './Bar.tsx';
import { DeskView } from './DeskView.tsx';
import { about, keys } from './demo.ts';
import { act, engine } from './engine.ts';
import { First } from './First.tsx';
import { List } from './List.tsx';
import css from './ReviewQueue.module.css';
import type { Session } from './session.ts';
import { begin, reviewers, type Shown } from './state.ts';
import { TrailView } from './TrailView.tsx';

const linked = z.strictObject({
  as: z.enum(reviewers),
  blind: z.boolean(),
  filter: z.nullable(z.string().check(z.regex(/^[A-Za-z_:]{1,60}$/))),
});
const working = {
  starting: 'Getting ready: Carl sends twenty messages in, and the pipeline routes them.',
  working: 'The service is at work.',
  resetting: 'Putting the queue back.',
} as const;

const pressed: Readonly<Record<(typeof keys)[number]['key'], (it: Session) => unknown>> = {
  j: (it) => it.next(),
  k: (it) => it.previous(),
  a: (it) => it.approve(),
  e: (it) => it.mode('correct'),
  r: (it) => it.mode('reject'),
  x: (it) => it.mode('escalate'),
  z: (it) => it.undo(),
};

export default function ReviewQueue() {
  const { session, state: shown, missing } = useLazily(engine, begin);
  const state = useSession(runtime, idle);
  const notice = useFragment(about.id, linked, ({ as, blind, filter }) =>
    act(async (it) => {
      it.as(as);
      it.blind(blind);
      it.filter(filter);
      await it.look();
    }),
  );
  const { open, busy, offered } = shown;
  const booting = state.kind === 'loading' || state.kind === 'starting';
  const running = state.kind === 'ready';
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/reference-api/review/deciding.ts"
      status={status(shown, state, missing)}
      run={{
        label: open ? 'Take the next' : offered ? 'Join the other tab' : 'Boot and fill the queue',
        busy: busy !== null && busy !== 'working',
        press: () => act((it) => (open ? it.next() : it.start())),
      }}
      {...(booting && { stop: { label: 'Cancel' as const, press: () => runtime.stop() } })}
      {...(running && { stop: { label: 'Stop' as const, press: () => runtime.stop() } })}
      onReset={() => {
        const undo = session?.reset();
        return undo ? { said: 'The queue is as it was filled.', undo } : null;
      }}
      share={{
        link: () => linkFor(about.id, { as: shown.as, blind: shown.blind, filter: shown.filter }),
        holds: 'with the reviewer, the filter and the way of reading',
      }}
      keys={keys.map(({ key, title }) => ({ key, title, run: () => open && act(pressed[key]) }))}
      notice={notice}
      onNear={() =>
        act(async (it) => {
          await it.look();
          // What another tab runs need not be fetched here.
          if (!it.state.offered) warm();
        })
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notices that somebody is there, for the sign of life */}
      <div
        className={css.queue}
        onKeyDown={() => act((it) => it.active())}
        onPointerDown={() => act((it) => it.active())}
      >
        {open ? (
          <>
            <Bar shown={shown} />
            <div className={css.columns}>
              <List shown={shown} />
              <DeskView shown={shown} />
            </div>
            <Alike shown={shown} />
            <TrailView shown={shown} />
          </>
        ) : (
          <First notice={shown.notice} />
        )}
      </div>
    </Plate>
  );
}

function status(shown: Shown, state: Parameters<typeof statusOf>[0], missing: boolean): Status {
  if (missing)
    return {
      kind: 'failed',
      what: 'A part of the queue could not be loaded.',
      next: 'Check the connection, then press the button again.',
    };
  if (shown.gone && state.kind === 'failed')
    return {
      kind: 'stopped',
      text: 'The tab that ran the queue is gone, and what it held with it. Press Boot to start one here.',
    };
  if (state.kind === 'ready' && (shown.busy === 'starting' || shown.busy === 'resetting'))
    return { kind: 'busy', text: working[shown.busy] };
  return statusOf(
    state,
    shown.offered
      ? 'Another tab of this browser runs a queue. Join it as a second reviewer; nothing is loaded.'
      : 'Nothing runs yet. Booting loads about 5 MB, once.',
  );
}

// Demo 2.A: 3,000 messages through the pipeline's own steps, a threshold with three sources, and what it costs either way.
import { useState } from 'react';
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { useSession } from '../kit/use-session.ts';
import { Controls } from './Controls.tsx';
import { CostCurve } from './CostCurve.tsx';
import curves from './Curves.module.css';
import { about } from './demo.ts';
import { openSession } from './engine.ts';
import { FieldsPanel } from './FieldsPanel.tsx';
import { forLink, linked } from './link.ts';
import { chosenIn } from './look.ts';
import { Messages } from './Messages.tsx';
import { OwnPanel } from './OwnPanel.tsx';
import { Pipeline } from './Pipeline.tsx';
import { PromisePanel } from './PromisePanel.tsx';
import { Reliability } from './Reliability.tsx';
import { RiskCoverage } from './RiskCoverage.tsx';
import css from './Router.module.css';
import { ShadowPanel } from './ShadowPanel.tsx';
import type { Session } from './session.ts';
import { begin, type Panel, panels, type State } from './state.ts';
import { Tiles } from './Tiles.tsx';
import { TrafficPanel } from './TrafficPanel.tsx';
import { all, panelWords, statusOf, whole } from './words.ts';

const { id, figure, title } = about;

export default function Router() {
  const [session] = useState(openSession);
  const state = useSession(session, begin);
  const fromLink = useFragment(id, linked, session.open);
  const looked = session.looks.look(state);
  const way = chosenIn(state, looked);
  const { engine, settings, panel } = state;
  const busy = engine.kind === 'starting' || engine.kind === 'reading';
  return (
    <Plate
      id={id}
      figure={figure}
      title={title}
      source="demos/reference-api/intake/route-by-confidence.ts"
      status={statusOf(state)}
      run={{
        label: state.live ? 'Route again' : `Route ${whole(all)} messages`,
        busy,
        press: () => void session.run(),
      }}
      {...(busy && { stop: { label: 'Stop' as const, press: session.stop } })}
      onReset={() => {
        const undo = session.reset();
        return undo && { said: 'Back to the threshold of 0.90 and the first message.', undo };
      }}
      share={{
        link: () => linkFor(id, forLink(session.state)),
        holds: 'with these settings and your message, without any file',
      }}
      keys={[
        { key: 'j', title: 'The next message', run: () => session.step(1) },
        { key: 'k', title: 'The message before', run: () => session.step(-1) },
        { key: 'p', title: 'Play one by one, or pause', run: session.play },
      ]}
      notice={state.notice ?? fromLink}
    >
      <div className={css.top}>
        <Controls settings={settings} live={state.live} looked={looked} session={session} />
        <Tiles figures={looked.figures} settings={settings} />
      </div>
      <Pipeline state={state} looked={looked} way={way} />
      <Tabs
        label="What to look at"
        chosen={panel}
        onChoose={session.show}
        tabs={panels.map((one) => ({
          id: one,
          label: panelWords[one],
          panel: one === panel ? <Body panel={one} state={state} session={session} /> : null,
        }))}
      />
    </Plate>
  );
}

function Body({ panel, state, session }: { panel: Panel; state: State; session: Session }) {
  const { settings } = state;
  const { looks } = session;
  const looked = looks.look(state);
  const { threshold } = looked.policy;
  switch (panel) {
    case 'messages':
      return <Messages state={state} looked={looked} way={chosenIn(state, looked)} session={session} />;
    case 'curves': {
      const { calibrated, raw, risk } = looks.curves(state);
      return (
        <div className={curves.curves}>
          <Reliability of={calibrated} beside={raw} name="calibrated" />
          <RiskCoverage
            risk={risk}
            threshold={threshold}
            {...(settings.method === 'guarantee' && { alpha: settings.alpha })}
          />
          <CostCurve
            points={looks.cost(state)}
            mistake={settings.mistakeInReviews}
            review={(settings.minutes / 60) * settings.hourly}
            threshold={threshold}
          />
        </div>
      );
    }
    case 'promise':
      return <PromisePanel state={state} session={session} />;
    case 'fields':
      return <FieldsPanel fields={looks.fields(state)} settings={settings} session={session} />;
    case 'traffic':
      return <TrafficPanel state={state} looked={looked} session={session} />;
    case 'shadow':
      return <ShadowPanel state={state} threshold={threshold} session={session} />;
    case 'own':
      return <OwnPanel state={state} session={session} />;
  }
}

import { useState } from 'react';
import { linkFor } from '../kit/fragment.ts';
import { Plate, type PlateProps } from '../kit/Plate.tsx';
import { statusOf } from '../kit/status.ts';
import { Tabs } from '../kit/Tabs.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { useSession } from '../kit/use-session.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import { about } from './demo.ts';
import { FamilyPanel } from './FamilyPanel.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { PastePanel } from './PastePanel.tsx';
import { RunsPanel } from './RunsPanel.tsx';
import { recorded } from './recorded.ts';
import { runCount } from './runs-session.ts';
import { TabsPanel } from './TabsPanel.tsx';
import { TokenPanel } from './TokenPanel.tsx';
import { arrive, createWorkshop, linked, linkedOf, type PanelId, type Workshop } from './workshop.ts';

const { id, figure, title } = about;

type Bar = Pick<PlateProps, 'status' | 'run' | 'stop'>;

/** Demo 3.A: an access token from its making to a decision, its keys, and the life of refresh tokens. */
export default function Tokens() {
  const [workshop] = useState(createWorkshop);
  const [panel, setPanel] = useState<PanelId>('token');
  const open = (to: PanelId) => {
    setPanel(to);
    if (to === 'tabs') workshop.tabs.join();
    if (to === 'paste') workshop.leaving.begin();
    else workshop.leaving.end();
  };
  const notice = useFragment(id, linked, (to) => {
    arrive(workshop, to);
    open(to.panel);
  });
  const bar = useBar(workshop, panel);
  const tab = (to: PanelId, label: string, it: React.ReactNode) => ({ id: to, label, panel: it });
  return (
    <Plate
      id={id}
      figure={figure}
      title={title}
      source="demos/tokens/examine.ts"
      {...bar}
      onReset={() => {
        if (panel === 'paste') {
          workshop.paste.forget();
          return { said: 'Forgotten; a pasted token does not come back.', undo: () => undefined };
        }
        const undo = panel === 'tabs' ? null : workshop[panel].reset();
        return undo && { said: 'Back to the beginning of this panel.', undo };
      }}
      share={{
        link: () => linkFor(id, linkedOf(workshop, panel)),
        holds: 'with these choices, without any token',
      }}
      notice={notice}
    >
      <Tabs
        label="The workshop"
        chosen={panel}
        onChoose={open}
        tabs={[
          tab('token', 'Token', <TokenPanel session={workshop.token} />),
          tab('keys', 'Keys', <KeysPanel session={workshop.keys} />),
          tab('paste', 'Your token', <PastePanel session={workshop.paste} leaving={workshop.leaving} />),
          tab('family', 'Refresh', <FamilyPanel session={workshop.family} />),
          tab('tabs', 'Two tabs', <TabsPanel session={workshop.tabs} />),
          tab('runs', '1,000 sessions', <RunsPanel session={workshop.runs} />),
        ]}
      />
    </Plate>
  );
}

/** The plate's state line and main button, which belong to the panel that is open. */
function useBar(workshop: Workshop, panel: PanelId): Bar {
  const token = useSession(workshop.token);
  const family = useSession(workshop.family);
  const tabs = useSession(workshop.tabs);
  const runs = useSession(workshop.runs);
  const service = useSession(runtime, idle);
  switch (panel) {
    case 'token':
      return {
        status: token.failed
          ? {
              kind: 'failed',
              what: 'This browser could not make the key.',
              next: 'Choose RS256 or ES256 and press again.',
            }
          : token.busy
            ? { kind: 'busy', text: `making a key and signing, ${token.alg}` }
            : token.took === null
              ? {
                  kind: 'idle',
                  text: `Below is a token signed on ${recorded.on}. Issuing one makes a key in this tab.`,
                }
              : {
                  kind: 'ready',
                  text: `signed in this tab · ${token.issued.alg} · ${(token.took / 1000).toFixed(1)} s`,
                },
        run: { label: 'Issue a token', busy: token.busy, press: () => void workshop.token.issue() },
      };
    case 'keys':
      return {
        status: { kind: 'ready', text: 'this tab · the service’s rule for its keys' },
      };
    case 'paste':
      return { status: { kind: 'ready', text: 'this tab · not stored, not sent, not in the link' } };
    case 'family': {
      const whole = family.ground === 'service';
      const starting = service.kind === 'loading' || service.kind === 'starting';
      return {
        status: whole
          ? statusOf(service, 'Signing in boots the service in this tab: about 5 MB, once.')
          : { kind: 'ready', text: 'this tab · the rule over a family in memory' },
        run: {
          label: family.tree.nodes.length === 0 ? 'Sign in' : 'Sign in anew',
          busy: family.busy,
          press: () => void workshop.family.signIn(),
        },
        ...(whole && (starting || service.kind === 'ready')
          ? { stop: { label: starting ? 'Cancel' : 'Stop', press: () => runtime.stop() } as const }
          : {}),
      };
    }
    case 'tabs': {
      const alone = tabs.tabs.length < 2;
      return {
        status: {
          kind: alone ? 'idle' : 'ready',
          text: alone ? 'One tab is here. Open the second below.' : `${tabs.tabs.length} tabs are here`,
        },
        run: { label: 'Refresh in all tabs', busy: alone, press: () => workshop.tabs.begin() },
      };
    }
    case 'runs':
      return {
        status: runs.busy
          ? { kind: 'busy', text: `playing ${runCount.toLocaleString('en-GB')} sessions five times` }
          : { kind: 'ready', text: 'this tab · the same sessions for every strategy' },
        run: { label: 'Play 1,000 sessions', busy: runs.busy, press: () => void workshop.runs.run() },
      };
  }
}

// Below the call: what was called before, what the service says, what lies in its database.
import { useState } from 'react';
import { Tabs } from '../kit/Tabs.tsx';
import { Calls } from './Calls.tsx';
import type { Act } from './engine.ts';
import { Look } from './Look.tsx';
import type { State } from './state.ts';
import { TailView } from './TailView.tsx';

type Side = 'calls' | 'tail' | 'look';

export function Beside({ act, state }: { act: Act; state: State }) {
  const [chosen, choose] = useState<Side>('calls');
  return (
    <Tabs<Side>
      label="Calls, log, database"
      chosen={chosen}
      onChoose={choose}
      tabs={[
        {
          id: 'calls',
          label: `Calls (${state.history.entries.length})`,
          panel: <Calls act={act} state={state} onTrace={() => choose('tail')} />,
        },
        {
          id: 'tail',
          label: `Log and spans (${state.tail.lines.length.toLocaleString('en-GB')})`,
          panel: <TailView act={act} state={state} />,
        },
        { id: 'look', label: 'Database', panel: <Look act={act} state={state} /> },
      ]}
    />
  );
}

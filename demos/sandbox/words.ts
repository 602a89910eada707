// What the console says about where the API runs.
import { type Status, statusOf } from '../kit/status.ts';
import type { State } from './state.ts';

const idle = 'Press Boot: the API and its database start in this tab, about 5 MB the first time.';

/** The plate's state line. */
export function plateStatus({ host, turn, sending, waiting }: State): Status {
  if (waiting) return { kind: 'starting', step: 'looking for other tabs of yours' };
  if (host.kind === 'idle' || host.kind === 'stopped') {
    if (turn.kind === 'other')
      return turn.ready
        ? { kind: 'ready', text: 'in another tab of this browser; calls from here go to it' }
        : { kind: 'starting', step: 'in another tab of this browser' };
  }
  const status = statusOf(host, idle);
  return sending && status.kind === 'ready' ? { kind: 'busy', text: 'waiting for the answer' } : status;
}

/** Beside the state: what is special about this tab; null when nothing is. */
export function situation({ host, turn, link }: State): string | null {
  if (link.kind === 'refused')
    return `${link.why} The console talks to the API directly; /sandbox/api/ has no answer in this browser, and each tab has an API of its own.`;
  if (turn.kind === 'other')
    return 'Another tab of yours runs the API. This one uses it through /sandbox/api/; its database, export and reset are there. When that tab closes, you can boot here.';
  if (turn.kind === 'free' && turn.lost)
    return 'The tab that ran the API was closed, or stopped it, and its database went with it. Boot here for the example data, or import a file that Export made.';
  if (host.kind === 'ready' && host.host === 'recorded')
    return 'This is a recording, made when the site was built: five people reading, and being refused. A call that was not recorded says so.';
  if (host.kind === 'ready' && turn.kind === 'mine')
    return 'Every page under /sandbox/ reaches it at /sandbox/api/, in other tabs too. It ends with this tab.';
  return null;
}

// What the console says about itself.
import { type Status, seconds, statusOf } from '../kit/status.ts';
import type { State } from './state.ts';

const idle = 'Below is a recorded run. Boot loads PostgreSQL, about 5 MB, once.';

export function plateStatus({ host, waiting, busy, losses, copied }: State): Status {
  if (waiting && host.kind !== 'loading' && host.kind !== 'starting')
    return { kind: 'starting', step: 'looking for other tabs of yours' };
  if (host.kind === 'stopped')
    return {
      kind: 'stopped',
      text:
        copied === null
          ? 'Stopped. Boot begins with the example data.'
          : 'Stopped. Boot begins with the last copy of this database.',
    };
  if (host.kind !== 'ready') return statusOf(host, idle);
  if (busy !== null) return { kind: 'busy', text: `${busy}. Stop ends it.` };
  const open = { I: '', T: ' · a transaction is open', E: ' · a transaction has failed: ROLLBACK ends it' };
  return {
    kind: 'ready',
    text: `${host.label.text} · started in ${seconds(host.milliseconds)}${open[losses.transaction]}`,
  };
}

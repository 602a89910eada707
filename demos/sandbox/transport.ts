// The way from the console to the API: by its real URL where the service worker serves, else straight to the worker.
import type { Client, HostLabel } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { apiBase } from './protocol.ts';
import type { Ports, State } from './state.ts';

/** The API at /sandbox/api/. @throws RuntimeFault 'unreachable' when the browser cannot even ask */
function byAddress(label: HostLabel, ask: typeof fetch): Client {
  return {
    label,
    async fetch(path, { signal, ...init } = {}) {
      try {
        return await ask(`${apiBase}${path}`, { ...init, cache: 'no-store', ...(signal && { signal }) });
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw new RuntimeFault({ code: 'unreachable', detail: error instanceof Error ? error.name : '' });
      }
    },
  };
}

/** null: nothing runs, here or in another tab. */
export function clientFor({ link, turn }: State, { runtime, fetch: ask }: Ports): Client | null {
  const direct = runtime.running?.client ?? null;
  if (link.kind !== 'linked' || direct?.label.kind === 'recorded') return direct;
  if (direct) return byAddress({ kind: 'tab', text: `${direct.label.text} · by ${apiBase}/` }, ask);
  if (turn.kind !== 'other' || !turn.ready) return null;
  return byAddress({ kind: 'tab', text: `another tab of this browser · by ${apiBase}/` }, ask);
}

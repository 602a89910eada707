// The host of rung 0: answers what was recorded, and nothing else. A call that changes something is answered only in the order
// in which the recording made its changes, so that no answer shows a state that there never was.
import { changed } from '../changes.ts';
import type { CallInit, Cause, Host, Told } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { type Exchange, keyOf, type Recording, whoOf } from '../recorded/recording.ts';
import type { ScriptName } from '../recorded/scripts.ts';
import { type Fetching, fetched } from './manifest.ts';

const browser: Fetching = {
  fetch: (path, init) => fetch(path, init),
  online: () => navigator.onLine !== false,
};

/** A recording of the build, by the name of its script. */
export function recordedHost(name: ScriptName, ports: Fetching = browser): Host {
  const path = `/runtime/recorded/${name}.json`;
  return {
    kind: 'recorded',
    refusal: () => null,
    async boot({ signal, progress, layersOff = [], database }) {
      if (layersOff.length > 0 || database !== undefined)
        throw new RuntimeFault({ code: 'unsupported', detail: 'a recording is what it is' });
      progress({ kind: 'starting', step: 'the recording' });
      const answer = await fetched(ports, path, signal, 15_000);
      const recording = (await answer.json().catch(() => null)) as Recording | null;
      if (recording?.format !== 1 || recording.name !== name)
        throw new RuntimeFault({ code: 'asset-corrupt', detail: `${path} is not what the build wrote` });
      return play(recording);
    },
  };
}

const textOf = ({ recorded, commit }: Recording): string =>
  `recorded ${recorded.slice(0, 10)}${commit === 'unknown' ? '' : ` · commit ${commit}`}`;

function play(recording: Recording) {
  const found = new Map<string, Exchange[]>();
  for (const one of recording.exchanges) {
    const key = keyOf(one, one.who);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  const hearers = new Set<(told: Told) => void>();
  let changes = 0;
  let over: Cause | null = null;

  async function answer(
    path: string,
    { method = 'GET', headers = {}, body = null }: Call,
  ): Promise<Response> {
    const same = found.get(keyOf({ method, path, headers, body }, whoOf(headers))) ?? [];
    const one = same.findLast(({ after }) => after === changes);
    if (!one) throw new RuntimeFault({ code: 'not-recorded', detail: detailOf(method, path, same) });
    if (changed(method, path, one.status)) changes += 1;
    for (const told of one.told) for (const hear of [...hearers]) hear(told);
    const response = new Response(one.text === '' ? null : one.text, {
      status: one.status,
      headers: one.answer.map(([name, value]): [string, string] => [name, value]),
    });
    // The player answers at once; how long it really took is in the answer.
    response.headers.append('server-timing', `recorded;dur=${one.milliseconds}`);
    return response;
  }

  return {
    client: {
      label: { kind: 'recorded', text: textOf(recording) } as const,
      async fetch(path: string, { signal, ...init }: CallInit = {}) {
        signal?.throwIfAborted();
        if (over) throw new RuntimeFault(over);
        return answer(path, init);
      },
    },
    listen(hear: (told: Told) => void) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    async reset() {
      changes = 0;
    },
    stop() {
      over = { code: 'cancelled', detail: 'it was stopped' };
    },
    ended: new Promise<Cause>(() => {}),
  };
}

type Call = Omit<CallInit, 'signal' | 'body'> & { readonly body?: string | null };

const detailOf = (method: string, path: string, same: readonly Exchange[]): string =>
  same.length === 0
    ? `${method} ${path}`
    : `${method} ${path}, recorded ${same[0]?.after === 0 ? 'before' : 'only after'} the other changes`;

// Runs proofs on the page's service, one run at a time: opens it, lets the runner do its work, looks whether everything is as it
// was, and puts it back where it is not. A cancelled run ends after the proof under way, which has then put its own changes back.
import { withLine } from '../kit/log.ts';
import { createStore, type Observable } from '../kit/session.ts';
import { proofs } from '../proofs/all.ts';
import { type Pack, packOf } from '../proofs/pack/pack.ts';
import type { Proof } from '../proofs/proof.ts';
import { type Runner, runner } from '../proofs/run.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { exampleData, type Layer } from './demo.ts';
import { begin, heard, type Shown } from './state.ts';

/** What it needs from outside. */
export interface Ports {
  /** The page's service with this layer off. `fresh`: nothing that was found before counts for it. @throws RuntimeFault */
  open(off: Layer | null): Promise<{ readonly running: Running; readonly fresh: boolean }>;
  /** Ends an opening. */
  stop(): void;
  /** The pack of the recorded run. */
  recorded(): Promise<Pack>;
  /** Of which commit the service is. */
  commit(): Promise<string>;
  html(pack: Pack): Promise<string>;
  save(text: string, name: string, type: string): void;
  now(): number;
}

export interface Session extends Observable<Shown> {
  /** All of them, or those named. A second call while one is under way does nothing. */
  run(ids?: readonly string[]): Promise<void>;
  cancel(): void;
  switchOff(layer: Layer | null): void;
  /** Fetches the recorded run, once. */
  load(): Promise<void>;
  save(form: 'html' | 'json'): Promise<void>;
  /** Forgets the results. @returns how to undo that, or null when there were none */
  reset(): (() => void) | null;
  clearLog(): void;
}

/** @param list all proofs, unless a test brings its own */
export function createSession(ports: Ports, list: readonly Proof[] = proofs): Session {
  const store = createStore<Shown, (shown: Shown) => Shown>(begin, (shown, change) => change(shown));
  const set = (part: Partial<Shown>) => store.send((shown) => ({ ...shown, ...part }));
  const tell = (text: string, tone: 'pass' | 'warn' | 'fail') =>
    store.send((shown) => ({ ...shown, log: withLine(shown.log, { at: ports.now(), text, tone }) }));
  let current: { readonly running: Running; readonly runner: Runner } | null = null;
  let over: AbortController | null = null;

  async function opened(): Promise<{ readonly running: Running; readonly runner: Runner }> {
    const { off } = store.state;
    const { running, fresh } = await ports.open(off);
    if (current === null || current.running !== running || fresh) current = bench(running);
    if (fresh || store.state.run === null) {
      const commit = await ports.commit().catch(() => 'not told');
      const { text: host } = running.client.label;
      const date = new Date(ports.now()).toISOString();
      set({ results: [], run: { host, commit, date, layersOff: off === null ? [] : [off] } });
    }
    return current;
  }

  /** Puts back what proofs could not, as when a layer that was off let something through. */
  async function tidied({ running }: { readonly running: Running }, before: string | null): Promise<string> {
    const after = await look(running);
    if (before === null || after === null)
      return 'Each proof has put its own changes back. This host does not show its database, so nobody looked.';
    if (before === after)
      return 'Looked at before and after: the example data is as it was. What stays are entries in the audit trail and sessions.';
    if (!running.reset)
      return 'The example data is not as it was before the run, and this host has no reset.';
    await running.reset(store.state.run?.layersOff);
    current = bench(running);
    return 'The run had changed the example data, which then was reset: it is as at the start.';
  }

  async function load(): Promise<void> {
    const { recorded } = store.state;
    if (recorded !== null && recorded !== 'missing') return;
    set({ recorded: 'loading' });
    set({ recorded: await ports.recorded().catch(() => 'missing' as const) });
  }

  async function run(ids?: readonly string[]): Promise<void> {
    if (store.state.doing.kind !== 'nothing') return;
    const chosen = ids === undefined ? list : list.filter(({ id }) => ids.includes(id));
    const abort = new AbortController();
    over = abort;
    set({ doing: { kind: 'opening' }, cancelling: false, left: null });
    const data = load();
    try {
      const at = await opened();
      void at.running.ended.then(() => abort.abort());
      const before = await look(at.running);
      const done = await at.runner.runAll(
        chosen,
        (event) => store.send((shown) => heard(shown, event)),
        abort.signal,
      );
      set({ doing: { kind: 'ending' } });
      const held = done.filter(({ outcome }) => outcome.kind === 'held').length;
      tell(
        `${held} of ${done.length} hold${done.length < chosen.length ? `, ${chosen.length - done.length} left out` : ''}`,
        held === done.length ? 'pass' : 'fail',
      );
      set({ left: await tidied(at, before) });
    } catch (error) {
      current = null;
      tell(reasonOf(error), 'fail');
    }
    await data;
    over = null;
    set({ doing: { kind: 'nothing' }, cancelling: false });
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    run,
    load,
    cancel() {
      if (store.state.doing.kind === 'opening') return ports.stop();
      if (over === null) return;
      over.abort();
      set({ cancelling: true });
    },
    switchOff: (off) => set({ off }),
    async save(form) {
      const { recorded, results, run: facts } = store.state;
      if (facts === null || recorded === null || typeof recorded === 'string') return;
      const pack = await packOf(recorded, results, facts);
      const name = `evidence-${facts.date.slice(0, 10)}`;
      if (form === 'json')
        ports.save(`${JSON.stringify(pack, null, 1)}\n`, `${name}.json`, 'application/json');
      else ports.save(await ports.html(pack), `${name}.html`, 'text/html');
    },
    reset() {
      const before = store.state;
      if (before.doing.kind !== 'nothing' || (before.run === null && before.off === null)) return null;
      const { recorded, log } = before;
      set({ ...begin, recorded, log });
      return () => set({ ...before, log: store.state.log });
    },
    clearLog: () => set({ log: [] }),
  };
}

const bench = (running: Running) => {
  const { inspect, advance } = running;
  return {
    running,
    runner: runner(running.client, { ...(inspect && { inspect }), ...(advance && { advance }) }),
  };
};

/** The example data as text; null where the host does not show it. */
async function look(running: Running): Promise<string | null> {
  const found = await running.inspect?.(exampleData).catch(() => null);
  return found ? JSON.stringify(found.rows) : null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof RuntimeFault)) return 'The run ended: something went wrong on our side.';
  return error.why.code === 'cancelled'
    ? 'Cancelled: nothing ran.'
    : 'The run ended: the service does not run.';
}

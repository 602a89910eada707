// Boot and stop in this tab, with its turn among the tabs, and the API at its real URL while it runs.

import type { Told } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { operationsOf } from './operations.ts';
import { type Core, set } from './state.ts';
import { heard } from './tail.ts';
import { openTurns, type Turns } from './turn.ts';

export interface Hosting {
  /** Links the service worker and finds out who hosts. Never rejects. */
  begin(): Promise<void>;
  /** @returns whether it runs. Why not is in the runtime's state or the notice. */
  boot(database?: Blob): Promise<boolean>;
  /** Plays the recorded run, in this tab alone. Why it does not is in the runtime's state. */
  play(): Promise<void>;
  /** Boots again from a database, keeping the turn. @throws RuntimeFault */
  restart(database: Blob): Promise<void>;
  stop(): void;
  close(): void;
}

const gone = { code: 'unreachable', detail: 'no API runs in this tab' } as const;

export function hostingOf(core: Core): Hosting {
  const { store, ports } = core;
  const { runtime, tab } = ports;
  const relay = ports.channel('sandbox-told');
  const ends: (() => void)[] = [];
  let turns: Turns | null = null;
  let swapping = false;
  let batch: Told[] = [];

  /** A burst of lines is one change. */
  function hear(told: Told): void {
    batch.push(told);
    if (batch.length > 1) return;
    setTimeout(() => {
      const came = batch;
      batch = [];
      store.send((state) => ({ ...state, tail: heard(state.tail, came) }));
    }, 50);
  }

  relay.onmessage = ({ data }: MessageEvent<Told>) => {
    if (!runtime.running) hear(data);
  };
  ends.push(
    () => relay.close(),
    runtime.subscribe(() => {
      const { state: host } = runtime;
      const { kind } = host;
      store.send(set({ host }));
      if (!swapping && (kind === 'stopped' || kind === 'failed')) over();
    }),
  );

  /** It runs no more: its sessions are worth nothing, and another tab may. */
  function over(): void {
    turns?.release();
    store.send(set({ signed: [], active: null, looked: { kind: 'nothing' }, askingToStop: false }));
  }

  async function start(database?: Blob): Promise<void> {
    const running = await runtime.boot(tab, database === undefined ? {} : { database });
    running.listen?.((told) => {
      hear(told);
      relay.postMessage(told);
    });
    await turns?.announce();
    const answer = await running.client.fetch('/openapi.json').catch(() => null);
    const live = operationsOf(await answer?.json().catch(() => null));
    if (live.length > 0) store.send(set({ operations: live }));
  }

  return {
    async begin() {
      const link = await ports.link();
      if (link.kind !== 'linked') return store.send(set({ link }));
      ends.push(
        ports.serve(async ({ method, path, headers, body }) => {
          const { running } = runtime;
          if (!running) throw new RuntimeFault(gone);
          return running.client.fetch(path, { method, headers, ...(body !== null && { body }) });
        }),
      );
      turns = await openTurns({
        locks: ports.locks(),
        channel: ports.channel('sandbox-turn'),
        client: link.client,
        changed: (turn) =>
          store.send((state) => ({
            ...state,
            turn,
            ...(turn.kind === 'free' && turn.lost && { signed: [], active: null }),
          })),
      });
      store.send(set({ link, turn: turns.turn }));
    },

    async boot(database) {
      store.send(set({ notice: null, askingToStop: false }));
      if (turns && !(await turns.take())) {
        store.send(
          set({ notice: { tone: 'info', text: 'Another tab was first: its API is used here too.' } }),
        );
        return false;
      }
      try {
        await start(database);
        return true;
      } catch (error) {
        turns?.release();
        if (!(error instanceof RuntimeFault)) throw error;
        return false;
      }
    },

    async play() {
      store.send(set({ notice: null }));
      try {
        const running = await runtime.boot(ports.recorded);
        running.listen?.(hear);
      } catch (error) {
        if (!(error instanceof RuntimeFault)) throw error;
      }
    },

    async restart(database) {
      swapping = true;
      try {
        runtime.stop();
        // Nothing runs here yet, as when a file is imported first: then the turn has to be taken.
        if (turns && !(await turns.take()))
          throw new RuntimeFault({ code: 'other-host', detail: 'another tab' });
        await start(database);
      } catch (error) {
        over();
        throw error;
      } finally {
        swapping = false;
      }
    },

    stop: () => runtime.stop(),

    close() {
      turns?.close();
      for (const end of ends) end();
    },
  };
}

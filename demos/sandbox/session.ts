// The console's engine: states, hosting, calls, people, the database. The view only shows its state and presses its buttons.
import { createStore, type Observable } from '../kit/session.ts';
import { type Draft, fieldsFrom } from './draft.ts';
import { firstSandboxState, freshDraft, operationOf } from './first.ts';
import { cleared, restored } from './history.ts';
import { type Hosting, hostingOf } from './hosting.ts';
import { type Keeping, keepingOf } from './keeping.ts';
import { look } from './looking.ts';
import type { Operation } from './operations.ts';
import { become, renew, signOut } from './people.ts';
import { makeKey, send, sendAgain } from './sending.ts';
import { type Core, type Ports, type State, set, step } from './state.ts';
import { type Filter, paused } from './tail.ts';
import { clientFor } from './transport.ts';

export interface Sandbox extends Observable<State>, Omit<Keeping, 'unsaved'> {
  boot(): Promise<void>;
  /** Fetches ahead what a boot will need, where that is no rudeness. Never rejects. */
  warm(): Promise<void>;
  /** At once when nothing would be lost, else asks first. `sure`: without asking. */
  stop(sure: boolean): void;
  keepRunning(): void;
  cancelBoot(): void;
  /** The recorded run, where nothing else starts. */
  play(): Promise<void>;
  choose(operation: string): void;
  write(values: Draft['values']): void;
  /** The body as text (`raw`) or, with null, as fields again where the text allows it. */
  writeRaw(raw: string | null): void;
  /** A draft from a link. Never sends. */
  open(draft: Draft): void;
  send(): Promise<void>;
  sendAgain(entry: number): Promise<void>;
  /** Puts the call of an entry back into the form, its Idempotency-Key included. */
  edit(entry: number): void;
  become(email: string | null): Promise<void>;
  renew(): Promise<void>;
  signOut(): Promise<void>;
  show(entry: number): void;
  clearHistory(): void;
  restoreHistory(): void;
  pause(on: boolean): void;
  filter(part: Partial<Filter>): void;
  look(preset: string): Promise<void>;
  dismiss(): void;
  close(): void;
}

export function openSandbox(operations: readonly Operation[], ports: Ports): Sandbox {
  const store = createStore(firstSandboxState(operations), step);
  const core: Core = { store, ports };
  const hosting: Hosting = hostingOf(core);
  const keeping = keepingOf(core, hosting.restart);
  const draft = (change: Partial<Draft>): void =>
    store.send((state) => ({ ...state, draft: { ...state.draft, ...change } }));
  const entry = (id: number) => store.state.history.entries.find((one) => one.id === id);

  const warn = (event: BeforeUnloadEvent): void => {
    if (ports.runtime.running && keeping.unsaved() > 0) event.preventDefault();
  };
  addEventListener('beforeunload', warn);
  const count = (): void =>
    store.send((state) =>
      state.unsaved === keeping.unsaved() ? state : { ...state, unsaved: keeping.unsaved() },
    );
  const uncounted = [ports.runtime.subscribe(count), store.subscribe(count)];
  const begun = hosting.begin();

  /** Whether another tab hosts. Meanwhile the download may begin. */
  async function known(): Promise<void> {
    if (store.state.link.kind !== 'starting') return;
    store.send(set({ waiting: true }));
    void ports.tab.warm();
    await begun;
    store.send(set({ waiting: false }));
  }

  /** Boots first when nothing runs anywhere. @returns whether a call can be sent */
  async function ready(): Promise<boolean> {
    await known();
    if (clientFor(store.state, ports) !== null) return true;
    if (store.state.turn.kind === 'other') {
      store.send(
        set({
          notice: {
            tone: 'info',
            text: 'The API in your other tab is still starting. Press Send again in a moment.',
          },
        }),
      );
      return false;
    }
    return hosting.boot();
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    ...keeping,
    warm: () => ports.tab.warm(),
    async boot() {
      await known();
      await hosting.boot();
    },
    stop(sure) {
      if (!sure && keeping.unsaved() > 0) store.send(set({ askingToStop: true }));
      else hosting.stop();
    },
    keepRunning: () => store.send(set({ askingToStop: false })),
    cancelBoot: () => hosting.stop(),
    play: hosting.play,
    choose(id) {
      const operation = store.state.operations.find((one) => one.id === id);
      if (operation) store.send(set({ draft: freshDraft(operation, makeKey(core)) }));
    },
    write: (values) => draft({ values }),
    writeRaw(raw) {
      const operation = operationOf(store.state);
      const { draft: now } = store.state;
      if (raw !== null || operation === null || now.raw === null) return draft({ raw });
      const values = fieldsFrom(operation, now.raw);
      if (values === null) {
        const text =
          'This body cannot be shown as fields: it is no JSON object of the contract’s own names. It stays as text.';
        return store.send(set({ notice: { tone: 'warn', text } }));
      }
      const kept = Object.entries(now.values).filter(([key]) => !key.startsWith('body.'));
      draft({ raw: null, values: { ...Object.fromEntries(kept), ...values } });
    },
    open(given) {
      if (store.state.operations.some(({ id }) => id === given.operation)) store.send(set({ draft: given }));
      else
        store.send(
          set({ notice: { tone: 'warn', text: 'The link names a call that this API does not have.' } }),
        );
    },
    async send() {
      if (await ready()) await send(core);
    },
    async sendAgain(id) {
      const found = entry(id);
      if (found && (await ready())) await sendAgain(core, found);
    },
    edit(id) {
      const found = entry(id)?.draft;
      if (found) store.send(set({ draft: found }));
    },
    async become(email) {
      if (await ready()) await become(core, email);
    },
    renew: () => renew(core),
    signOut: () => signOut(core),
    show(id) {
      const found = entry(id);
      if (found)
        store.send((state) => ({ ...state, shown: id, filter: { ...state.filter, trace: found.trace } }));
    },
    clearHistory: () => store.send((state) => ({ ...state, shown: null, history: cleared(state.history) })),
    restoreHistory: () => store.send((state) => ({ ...state, history: restored(state.history) })),
    pause: (on) => store.send((state) => ({ ...state, tail: paused(state.tail, on) })),
    filter: (part) => store.send((state) => ({ ...state, filter: { ...state.filter, ...part } })),
    look: (preset) => look(core, preset),
    dismiss: () => store.send(set({ notice: null })),
    close() {
      removeEventListener('beforeunload', warn);
      for (const end of uncounted) end();
      hosting.close();
    },
  };
}

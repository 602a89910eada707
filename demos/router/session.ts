// The demo's engine: settings, the messages as the worker reads them, what is looked at, and the jobs beside. No React.
import { createStore, type Observable } from '../kit/session.ts';
import { type Asking, Ended } from './asking.ts';
import type { Linked } from './link.ts';
import { createLook, waysIn } from './look.ts';
import type { FileQuestions, ModelQuestions } from './messages.ts';
import type { Settings } from './settings.ts';
import { begin, type FileSeen, type Filter, mineId, type Panel, type State } from './state.ts';

export interface Ports {
  readonly model: Asking<ModelQuestions>;
  readonly file: Asking<FileQuestions>;
  /** @returns how to end it */
  every(milliseconds: number, work: () => void): () => void;
}

export interface Session extends Observable<State> {
  readonly looks: ReturnType<typeof createLook>;
  /** Reads and routes the traffic. */
  run(): Promise<void>;
  stop(): void;
  /** A press like any other: where nothing was read yet, it is read now. */
  set(part: Partial<Settings>): void;
  show(panel: Panel): void;
  filter(filter: Filter): void;
  turn(page: number): void;
  choose(id: string): void;
  /** The next or the last one of the list. */
  step(by: 1 | -1): void;
  play(): void;
  write(draft: string): void;
  readMine(): Promise<void>;
  drawAgain(seed: number): Promise<void>;
  compare(): Promise<void>;
  openFile(file: File): Promise<void>;
  promiseOwn(alpha: number, delta: number): Promise<void>;
  closeFile(): void;
  open(link: Linked): void;
  reset(): (() => void) | null;
}

type Change = (state: State) => State;
const set =
  (part: Partial<State>): Change =>
  (state) => ({ ...state, ...part });

export const pageSize = 10;
const pace = 1_800;

export function createSession({ model, file, every }: Ports): Session {
  const store = createStore<State, Change>(begin, (state, change) => change(state));
  const looks = createLook();
  let turn = 0;
  let pauses: (() => void) | null = null;

  const busy = (): boolean => ['starting', 'reading'].includes(store.state.engine.kind);
  const list = () => waysIn(looks.look(store.state).ways, store.state.filter);

  async function run(): Promise<void> {
    if (busy()) model.end();
    turn += 1;
    const mine = turn;
    const current = () => mine === turn;
    const { elsewhere } = store.state.settings;
    pause();
    store.send(set({ engine: { kind: 'starting' }, shadow: { kind: 'none' }, notice: null }));
    let first = true;
    try {
      const { model: facts, milliseconds } = await model.ask('read', { elsewhere }, (fresh) => {
        if (!current()) return;
        store.send((state) => {
          const rows = first ? fresh : [...state.rows, ...fresh];
          return { ...state, live: true, rows, engine: { kind: 'reading', read: rows.length } };
        });
        first = false;
      });
      if (!current()) return;
      const read = store.state.rows.length;
      store.send(set({ model: facts, engine: { kind: 'ready', read, milliseconds } }));
      look(store.state.chosen);
      if (store.state.examples === null) {
        const examples = await model.ask('examples', null);
        store.send(set({ examples }));
      }
    } catch (error) {
      if (current() && busy()) fail(error);
    }
  }

  function fail(error: unknown): void {
    const read = store.state.live ? store.state.rows.length : 0;
    store.send(set({ engine: error instanceof Ended ? { kind: 'stopped', read } : { kind: 'failed' } }));
  }

  /** What was made of the text, asked of the worker; before it runs only the recorded one is known. */
  function look(id: string): void {
    const row = store.state.rows.find((one) => one.id === id);
    if (!row || !store.state.live || store.state.evidence?.of === id) return;
    model.ask('evidence', { text: row.text }).then(
      (evidence) => {
        if (store.state.chosen === id) store.send(set({ evidence: { of: id, evidence } }));
      },
      () => undefined,
    );
  }

  function choose(id: string): void {
    store.send((state) => ({
      ...state,
      chosen: id,
      evidence: state.evidence?.of === id ? state.evidence : null,
    }));
    look(id);
  }

  function step(by: 1 | -1): void {
    const all = list();
    const at = all.findIndex(({ row }) => row.id === store.state.chosen);
    const next = all[at === -1 ? 0 : at + by];
    if (!next) {
      pause();
      return;
    }
    choose(next.row.id);
    const page = Math.floor(all.indexOf(next) / pageSize);
    if (page !== store.state.page) store.send(set({ page }));
  }

  function pause(): void {
    pauses?.();
    pauses = null;
    if (store.state.playing) store.send(set({ playing: false }));
  }

  const seeFile = (seen: FileSeen) => store.send(set({ file: seen }));

  return {
    looks,
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    run,
    stop() {
      turn += 1;
      const read = store.state.live ? store.state.rows.length : 0;
      if (busy()) store.send(set({ engine: { kind: 'stopped', read } }));
      pause();
      model.end();
    },
    set(part) {
      const { settings, live } = store.state;
      const other = part.elsewhere !== undefined && part.elsewhere !== settings.elsewhere;
      store.send((state) => ({ ...state, settings: { ...state.settings, ...part }, page: 0 }));
      if (other || (!live && !busy())) void run();
    },
    show(panel) {
      store.send(set({ panel }));
    },
    filter(filter) {
      pause();
      store.send(set({ filter, page: 0 }));
      const all = list();
      if (!all.some(({ row }) => row.id === store.state.chosen) && all[0]) choose(all[0].row.id);
    },
    turn: (page) => store.send(set({ page })),
    choose(id) {
      pause();
      choose(id);
    },
    step(by) {
      pause();
      step(by);
    },
    play() {
      if (pauses) return pause();
      if (!store.state.live && !busy()) void run();
      pauses = every(pace, () => step(1));
      store.send(set({ playing: true }));
    },
    write: (draft) => store.send(set({ draft })),
    async readMine() {
      const text = store.state.draft.trim();
      if (text === '')
        return store.send(set({ notice: 'There is no text yet. Write a message, then press Read it.' }));
      if (!store.state.live && !busy()) void run();
      pause();
      try {
        const { row, evidence } = await model.ask('one', { id: mineId, text });
        store.send(set({ mine: row, chosen: mineId, evidence: { of: mineId, evidence }, notice: null }));
      } catch (error) {
        if (!(error instanceof Ended))
          store.send(
            set({ notice: 'The model could not be loaded. Check the connection and press Read it again.' }),
          );
      }
    },
    async drawAgain(seed) {
      store.send(set({ promise: { kind: 'busy' } }));
      try {
        const kept = await model.ask('promises', { seed });
        store.send(set({ promise: { kind: 'done', kept, seed } }));
      } catch (error) {
        store.send(set({ promise: { kind: error instanceof Ended ? 'none' : 'failed' } }));
      }
    },
    async compare() {
      if (!store.state.live) await run();
      if (store.state.engine.kind !== 'ready') return;
      store.send(set({ shadow: { kind: 'busy' } }));
      const { rows } = store.state;
      try {
        const { version, examples, rows: judged } = await model.ask('shadow', { rows });
        if (store.state.rows === rows)
          store.send(set({ shadow: { kind: 'done', version, examples, judged } }));
      } catch (error) {
        store.send(set({ shadow: { kind: error instanceof Ended ? 'none' : 'failed' } }));
      }
    },
    async openFile(source) {
      file.end();
      const { name, size } = source;
      seeFile({ kind: 'reading', name, size, read: 0, rows: 0 });
      try {
        const answer = await file.ask('file', { source }, ({ read, rows }) =>
          seeFile({ kind: 'reading', name, size, read, rows }),
        );
        if (answer.kind === 'faults') return seeFile({ name, ...answer });
        seeFile({ kind: 'own', name, own: answer.own, promise: null });
        const { ownAlpha, ownDelta } = store.state;
        await this.promiseOwn(ownAlpha, ownDelta);
      } catch (error) {
        if (!(error instanceof Ended)) seeFile({ kind: 'failed', name });
      }
    },
    async promiseOwn(alpha, delta) {
      store.send(set({ ownAlpha: alpha, ownDelta: delta }));
      const { file: now } = store.state;
      if (now.kind !== 'own') return;
      try {
        const promise = await file.ask('promise', { alpha, delta });
        // A slider that went on has asked again meanwhile.
        const { file: later, ownAlpha, ownDelta } = store.state;
        if (later.kind === 'own' && later.own === now.own && ownAlpha === alpha && ownDelta === delta)
          seeFile({ ...later, promise });
      } catch (error) {
        if (!(error instanceof Ended)) seeFile({ kind: 'failed', name: now.name });
      }
    },
    closeFile() {
      file.end();
      seeFile({ kind: 'none' });
    },
    open({ panel, settings, chosen, draft }) {
      store.send((state) => ({
        ...state,
        panel,
        settings: settings as Settings,
        filter: 'all',
        page: 0,
        draft: draft ?? state.draft,
        ...(chosen !== undefined && { chosen }),
      }));
      if (store.state.live) look(store.state.chosen);
    },
    reset() {
      const before = store.state;
      const { settings, filter, chosen, draft, mine, panel } = before;
      const touched =
        settings !== begin.settings ||
        filter !== 'all' ||
        chosen !== begin.chosen ||
        draft !== '' ||
        mine !== null;
      if (busy() || !touched) return null;
      pause();
      const back = {
        settings: begin.settings,
        filter: 'all',
        page: 0,
        chosen: begin.chosen,
        draft: '',
        mine: null,
        notice: null,
        evidence: begin.evidence,
      } as const;
      const again = settings.elsewhere !== 0;
      store.send(set(back));
      if (again) void run();
      return () => {
        store.send(set({ settings, filter, chosen, draft, mine, panel, evidence: before.evidence }));
        if (again) void run();
        else look(chosen);
      };
    },
  };
}

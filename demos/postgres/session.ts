// The console's engine, wired: what each press does. The view only shows its state and presses its buttons.
import { createStore, type Observable } from '../kit/session.ts';
import { type Files, filesOf } from './files.ts';
import { noHistory, readHistory, writeHistory } from './history.ts';
import { keepingOf } from './keeping.ts';
import { lifeOf } from './life.ts';
import type { Shared } from './link.ts';
import { inOneLine } from './outcome.ts';
import { chosen } from './results.ts';
import type { RoleId } from './roles.ts';
import { runningOf } from './running.ts';
import { samples } from './samples.ts';
import { type Change, type Core, firstState, type Ports, type State, set, step, type View } from './state.ts';

export interface Console extends Observable<State>, Files {
  warm(): Promise<void>;
  boot(): Promise<boolean>;
  /** Ends a query that runs, and brings the database back; where none runs, ends the database. */
  stop(): Promise<void>;
  run(): Promise<void>;
  explain(): Promise<void>;
  compare(): Promise<void>;
  write(text: string): void;
  select(from: number, to: number): void;
  setRole(role: RoleId): void;
  setCap(cap: number): void;
  take(sample: string): void;
  /** A script from a link or from the history. Never runs. */
  open(shared: Shared, foreign: boolean): void;
  show(view: View): void;
  pin(): void;
  unpin(): void;
  lesson(id: string | null): void;
  lessonStep(): Promise<void>;
  keepHistory(on: boolean): void;
  clearHistory(): void;
  keep(on: boolean): Promise<void>;
  /** @returns how to undo it, null when nothing was changed */
  reset(): (() => void) | null;
  dismiss(): void;
}

const beginning: Partial<State> = {
  text: firstState.text,
  role: firstState.role,
  selection: [0, 0],
  mark: null,
  pinned: null,
  compared: null,
  progress: null,
  results: firstState.results,
  plan: firstState.plan,
  recorded: true,
  notice: null,
};

export function openConsole(ports: Ports): Console {
  const store = createStore<State, Change>({ ...firstState, history: readHistory(ports.shelf) }, step);
  const core: Core = { store, ports };
  const keeping = keepingOf(core);
  const life = lifeOf(core, keeping);
  const running = runningOf(core, (defined) => {
    if (life.line && defined && store.state.losses.transaction !== 'E') void life.schema(life.line);
  });

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    ...filesOf(core, life, keeping, running),
    warm: () => ports.engine.warm(),
    async boot() {
      const line = await life.ready();
      if (!line) return false;
      await life.settle(line);
      keeping.soon(line);
      return true;
    },
    stop: life.stop,
    run: () => {
      const { text } = chosen(store.state);
      return life.doing(inOneLine(text, 60), text, (its) => running.script(its));
    },
    explain: () => life.doing('Explain', store.state.text, (its) => running.explain(its)),
    compare: () => life.doing('as each role', chosen(store.state).text, (its) => running.compare(its)),
    write: (text) =>
      store.send((state) => (text === state.text ? state : { ...state, text, mark: null, foreign: false })),
    select: (from, to) => store.send(set({ selection: [from, to] })),
    setRole: (role) => store.send(set({ role })),
    setCap: (cap) => store.send(set({ cap })),
    take(id) {
      const sample = samples.find((one) => one.id === id);
      if (sample)
        store.send(
          set({ text: sample.sql, role: sample.role, selection: [0, 0], mark: null, foreign: false }),
        );
    },
    open: ({ sql, role }, foreign) =>
      store.send(set({ text: sql, role, selection: [0, 0], mark: null, foreign })),
    show: (view) => store.send(set({ view })),
    pin: () => store.send((state) => ({ ...state, pinned: state.plan })),
    unpin: () => store.send(set({ pinned: null })),
    lesson: (id) => store.send(set({ progress: id === null ? null : { lesson: id, done: [] } })),
    lessonStep: () => life.doing('a step of the lesson', '', (its) => running.lessonStep(its), 'owner'),
    keepHistory(on) {
      const history = { ...store.state.history, keep: on };
      writeHistory(ports.shelf, history);
      store.send(set({ history }));
    },
    clearHistory() {
      const history = { ...noHistory, keep: store.state.history.keep };
      writeHistory(ports.shelf, history);
      store.send(set({ history }));
    },
    keep: (on) => keeping.setKeep(on),
    reset() {
      const { text, role, losses, copied, busy } = store.state;
      const { line } = life;
      const written = copied !== null || losses.since.length > 0;
      if (busy !== null || (text === firstState.text && role === firstState.role && !written)) return null;
      const was = line && written ? keeping.copy(line).catch(() => null) : Promise.resolve(null);
      store.send(set(beginning));
      if (line && written) void was.then(() => life.restart(null));
      else if (!line) keeping.begin(null);
      return () => {
        store.send(set({ text, role, recorded: false }));
        void was.then((bytes) => (bytes ? life.restart(bytes) : undefined));
      };
    },
    dismiss: () => store.send(set({ notice: null })),
  };
}

// The console's engine: starting, running, stopping, files. The view only shows its state and presses its buttons.
import { createStore, type Observable } from '../kit/session.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { isDataDirectory } from '../runtime/tab/tar.ts';
import type { Line } from './connect.ts';
import { placeIn, readSheet } from './csv.ts';
import { Refused } from './database.ts';
import { noHistory, readHistory, writeHistory } from './history.ts';
import { keepingOf, timeOf, wordsOf } from './keeping.ts';
import type { Shared } from './link.ts';
import { lossInWords } from './losses.ts';
import { inOneLine } from './outcome.ts';
import { chosen } from './results.ts';
import type { RoleId } from './roles.ts';
import { runningOf } from './running.ts';
import { samples } from './samples.ts';
import {
  type Change,
  type Core,
  firstState,
  type Notice,
  type Ports,
  type State,
  set,
  step,
  type View,
} from './state.ts';

export interface Console extends Observable<State> {
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
  saveSql(): Promise<void>;
  exportDatabase(): Promise<void>;
  importDatabase(file: File): Promise<void>;
  load(file: File): Promise<void>;
  /** @returns how to undo it, null when nothing was changed */
  reset(): (() => void) | null;
  undoImport(): Promise<void>;
  dismiss(): void;
}

const lock = 'lavbytes-postgres';
const wantsExample = /\bshipments\b|^\s*\\d/im;

export function openConsole(ports: Ports): Console {
  const { engine } = ports;
  const store = createStore<State, Change>({ ...firstState, history: readHistory(ports.shelf) }, step);
  const core: Core = { store, ports };
  const keeping = keepingOf(core);
  let line: Line | null = null;
  let entered: RoleId | null = null;
  let example = false;
  let before: ArrayBuffer | null = null;
  let release = (): void => {};
  const say = (tone: Notice['tone'], text: string): void => store.send(set({ notice: { tone, text } }));

  const running = runningOf(core, (defined) => {
    if (line && defined && store.state.losses.transaction !== 'E') void schema(line);
  });
  engine.runtime.subscribe(() => {
    const { state } = engine.runtime;
    if (state === store.state.host) return;
    const down = state.kind === 'stopped' || state.kind === 'failed';
    if (down) line = null;
    store.send(set({ host: state, ...(down && { busy: null }) }));
    if (down) release();
  });

  async function schema(at: Line): Promise<void> {
    const relations = await at.ask('schema', {}).catch(() => null);
    if (relations) store.send(set({ relations }));
  }

  /** One console a browser: two would write over what the other keeps. @returns false when another tab has it */
  async function taken(): Promise<boolean> {
    const locks = ports.locks();
    if (!locks) return true;
    return new Promise((resolve) => {
      const asked = locks.request(lock, { ifAvailable: true }, (held) => {
        if (held === null) return resolve(false);
        return new Promise<void>((end) => {
          release = end;
          resolve(true);
        });
      });
      asked.catch(() => resolve(true));
    });
  }

  async function start(from: ArrayBuffer | null): Promise<Line> {
    entered = null;
    const its = await engine.boot(from);
    line = its;
    // In a copy it is there, or was dropped on purpose.
    example = from !== null;
    return its;
  }

  async function ready(): Promise<Line | null> {
    if (line) return line;
    if (store.state.waiting || store.state.host.kind === 'loading' || store.state.host.kind === 'starting')
      return null;
    store.send(set({ waiting: true, notice: null }));
    try {
      if (!(await taken())) {
        say(
          'warn',
          'The console is open in another tab of this browser, and they would share what is kept. Use it there, or close that tab and press Boot again.',
        );
        return null;
      }
      const from = await keeping.source();
      const its = await start(from);
      keeping.begin(from);
      return its;
    } catch (error) {
      release();
      if (!(error instanceof RuntimeFault)) say('fail', wordsOf(error));
      return null;
    } finally {
      store.send(set({ waiting: false }));
    }
  }

  /** Makes the example table behind whatever runs, or in front of what needs it. */
  async function withExample(its: Line): Promise<void> {
    if (example || store.state.losses.transaction !== 'I') return;
    example = true;
    await its.ask('example', { back: entered ?? 'owner' });
    if (entered === null) entered = 'owner';
  }

  async function inRole(its: Line, role: RoleId): Promise<void> {
    if (entered === role || (entered !== null && store.state.losses.transaction !== 'I')) return;
    await its.ask('become', { role });
    entered = role;
  }

  /** One thing at a time. Whatever ends the database is said by its state. */
  async function doing(
    what: string,
    text: string,
    work: (its: Line) => Promise<void>,
    role = store.state.role,
  ): Promise<void> {
    if (store.state.busy !== null) return;
    const first = line === null;
    const its = await ready();
    if (!its || store.state.busy !== null) return;
    keeping.cancel();
    store.send(set({ busy: what, notice: null }));
    try {
      if (wantsExample.test(text)) await withExample(its);
      await inRole(its, role);
      await work(its);
    } catch (error) {
      if (error instanceof Refused) say('warn', error.message);
      else if (!(error instanceof RuntimeFault)) say('fail', wordsOf(error));
    } finally {
      if (line === its) store.send(set({ busy: null }));
    }
    if (line !== its) return;
    if (first)
      await withExample(its)
        .then(() => schema(its))
        .catch(() => {});
    keeping.soon(its);
  }

  /** Ends what runs and starts again from somewhere. @returns false when it did not start; then the state says why */
  async function restart(from: ArrayBuffer | null): Promise<boolean> {
    keeping.cancel();
    const held = release;
    // The turn is kept while the database changes.
    release = () => {};
    engine.runtime.stop();
    try {
      const its = await start(from);
      release = held;
      keeping.begin(from);
      if (from === null) await withExample(its);
      void schema(its);
      return true;
    } catch {
      held();
      return false;
    }
  }

  const saveAs = (parts: BlobPart, type: string, ending: string): string => {
    const name = `postgres-${new Date(ports.now()).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}.${ending}`;
    ports.save(new Blob([parts], { type }), name);
    return name;
  };

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    warm: () => engine.warm(),
    async boot() {
      const its = await ready();
      if (its && store.state.relations === null)
        await withExample(its)
          .then(() => schema(its))
          .catch(() => {});
      if (its) keeping.soon(its);
      return its !== null;
    },
    async stop() {
      const { busy, losses, copied, host } = store.state;
      if (host.kind !== 'ready' || busy === null) {
        keeping.cancel();
        engine.runtime.stop();
        return;
      }
      const from = await keeping.source();
      const said = lossInWords(losses, copied === null ? null : timeOf(copied));
      store.send(set({ notice: { tone: 'warn', text: `Stopped: ${busy}. Bringing the database back.` } }));
      if (await restart(from)) say('warn', `Stopped: ${busy}. ${said}`);
    },
    run: () => {
      const { text } = chosen(store.state);
      return doing(inOneLine(text, 60), text, (its) => running.script(its));
    },
    explain: () => doing('Explain', store.state.text, (its) => running.explain(its)),
    compare: () => doing('as each role', chosen(store.state).text, (its) => running.compare(its)),
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
    lessonStep: () => doing('a step of the lesson', '', (its) => running.lessonStep(its), 'owner'),
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
    saveSql: () =>
      doing('Saving as SQL', '', async (its) => {
        const sql = await its.ask('dump', { back: entered ?? 'owner' });
        say(
          'pass',
          `Saved as ${saveAs(sql, 'application/sql', 'sql')}: pg_dump’s own output, which psql reads too.`,
        );
      }),
    exportDatabase: () =>
      doing('Exporting', '', async (its) => {
        const bytes = await keeping.copy(its);
        if (bytes === null)
          return say(
            'warn',
            'Nothing was exported: a transaction is open. End it with COMMIT or ROLLBACK first.',
          );
        say(
          'pass',
          `Exported as ${saveAs(bytes, 'application/x-tar', 'tar')}. Import brings it back, in this browser or another.`,
        );
      }),
    async importDatabase(file) {
      const bytes = await file.arrayBuffer().catch(() => null);
      if (bytes === null || !isDataDirectory(new Uint8Array(bytes)))
        return say(
          'fail',
          'The file is no export of this console, or was not saved whole. Nothing was changed; choose a .tar that Export made.',
        );
      await doing('Importing', '', async (its) => {
        const was = await keeping.copy(its);
        if (await restart(bytes)) {
          before = was;
          store.send(set({ before: 'import' }));
          return say('pass', `The database of ${file.name} is in place.`);
        }
        const back = await restart(was);
        say(
          'fail',
          `PostgreSQL did not start from ${file.name}: it may be of another version. ${back ? 'What ran before is back.' : 'Press Boot for the example data.'}`,
        );
      });
      store.send(set({ busy: null }));
    },
    async undoImport() {
      const was = before;
      before = null;
      store.send(set({ before: null }));
      if (was && (await restart(was))) say('pass', 'The import is undone.');
    },
    async load(file) {
      const text = await file.text().catch(() => null);
      if (text === null) return say('fail', `${file.name} could not be read. Choose it again.`);
      if (/\.(csv|tsv)$/i.test(file.name)) return loadSheet(file.name, text);
      await doing(`Loading ${file.name}`, '', async (its) => {
        await running.script(its, { name: file.name, text });
        const { results } = store.state;
        const failed = results.blocks.findLast((block) => block.kind === 'result' && block.outcome.error);
        if (!failed || failed.kind !== 'result') return say('pass', `${file.name} ran to its end.`);
        const at = failed.query.at + (failed.outcome.error?.position ?? 0);
        const { lineOf } = await import('./split.ts');
        say(
          'fail',
          `${file.name}, line ${lineOf(text, at)}: ${failed.outcome.error?.message}. What ran before it stays; ${results.skipped} statements after it were not run.`,
        );
      });
    },
    reset() {
      const { text, role, losses, copied } = store.state;
      const running_ = line !== null && store.state.busy === null;
      const changed =
        text !== firstState.text || role !== firstState.role || copied !== null || losses.since.length > 0;
      if (!changed || store.state.busy !== null) return null;
      const back = set({ text, role });
      const was = running_ && line ? keeping.copy(line).catch(() => null) : Promise.resolve(null);
      store.send(
        set({
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
        }),
      );
      if (running_) void was.then(() => restart(null));
      else keeping.begin(null);
      return () => {
        store.send(back);
        void was.then((bytes) => (bytes ? restart(bytes) : undefined));
      };
    },
    dismiss: () => store.send(set({ notice: null })),
  };

  async function loadSheet(name: string, text: string): Promise<void> {
    await doing(`Loading ${name}`, '', async (its) => {
      const taken = new Set((store.state.relations ?? []).map((one) => one.name));
      const read = readSheet(name, text, taken);
      if (read.kind === 'refused') return say('fail', `${name}: ${read.why} Nothing was changed.`);
      const { sheet } = read;
      const { error } = await its.ask('load', { table: sheet.table, columns: sheet.columns, csv: sheet.csv });
      if (error) {
        const place = placeIn(sheet, error.where);
        return say('fail', `${name}: ${place ? `${place}: ` : ''}${error.message}. Nothing was loaded.`);
      }
      await schema(its);
      store.send((state) => ({
        ...state,
        losses: { ...state.losses, since: [...state.losses.since, `load ${name}`] },
      }));
      store.send(set({ text: `select * from ${sheet.table};`, selection: [0, 0] }));
      say(
        'pass',
        `${sheet.rows.toLocaleString('en-GB')} rows are in the new table ${sheet.table}. Run shows them.`,
      );
    });
  }
}

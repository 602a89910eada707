// The life of the database behind the console: whose turn it is, starting, one thing at a time, and starting again from a copy.
import { RuntimeFault } from '../runtime/fault.ts';
import type { Line } from './connect.ts';
import { Refused } from './database.ts';
import { type Keeping, timeOf, wordsOf } from './keeping.ts';
import { lossInWords } from './losses.ts';
import type { RoleId } from './roles.ts';
import { type Core, type Notice, set } from './state.ts';

export interface Life {
  /** Null where nothing runs. */
  readonly line: Line | null;
  readonly entered: RoleId | null;
  say(tone: Notice['tone'], text: string): void;
  /** Starts where nothing runs. @returns null when it cannot; the notice or the runtime's state says why */
  ready(): Promise<Line | null>;
  /** One thing at a time; what `text` needs is made first. Whatever ends the database is said by its state. */
  doing(what: string, text: string, work: (line: Line) => Promise<void>, role?: RoleId): Promise<void>;
  /** Ends what runs and starts from a data directory, null: the example data. @returns whether it did */
  restart(from: ArrayBuffer | null): Promise<boolean>;
  stop(): Promise<void>;
  /** The example table and the schema, behind whatever else is asked. */
  settle(line: Line): Promise<void>;
  schema(line: Line): Promise<void>;
}

const lock = 'lavbytes-postgres';
const wantsExample = /\bshipments\b|^\s*\\d/im;
const elsewhere =
  'The console is open in another tab of this browser, and they would share what is kept. Use it there, or close that tab and press Boot again.';

export function lifeOf({ store, ports }: Core, keeping: Keeping): Life {
  const { engine } = ports;
  let line: Line | null = null;
  let entered: RoleId | null = null;
  let example = false;
  let release = (): void => {};
  const say = (tone: Notice['tone'], text: string): void => store.send(set({ notice: { tone, text } }));
  const inTransaction = (): boolean => store.state.losses.transaction !== 'I';

  engine.runtime.subscribe(() => {
    const { state } = engine.runtime;
    if (state === store.state.host) return;
    const down = state.kind === 'stopped' || state.kind === 'failed';
    if (down) line = null;
    store.send(set({ host: state, ...(down && { busy: null }) }));
    if (down) release();
  });

  /** One console a browser: two would write over what the other keeps. @returns false when another tab has it */
  function taken(): Promise<boolean> {
    const locks = ports.locks();
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      locks
        .request(lock, { ifAvailable: true }, (held) => {
          if (held === null) return resolve(false);
          return new Promise<void>((end) => {
            release = end;
            resolve(true);
          });
        })
        .catch(() => resolve(true));
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

  async function withExample(its: Line): Promise<void> {
    if (example || inTransaction()) return;
    example = true;
    await its.ask('example', { back: entered ?? 'owner' });
    entered ??= 'owner';
  }

  async function inRole(its: Line, role: RoleId): Promise<void> {
    if (entered === role || (entered !== null && inTransaction())) return;
    await its.ask('become', { role });
    entered = role;
  }

  async function schema(its: Line): Promise<void> {
    const relations = await its.ask('schema', {}).catch(() => null);
    if (relations) store.send(set({ relations }));
  }

  const life: Life = {
    get line() {
      return line;
    },
    get entered() {
      return entered;
    },
    say,
    schema,
    settle: (its) =>
      withExample(its)
        .then(() => schema(its))
        // The database may have been stopped meanwhile, which its state says.
        .catch(() => {}),
    async ready() {
      if (line) return line;
      const { waiting, host } = store.state;
      if (waiting || host.kind === 'loading' || host.kind === 'starting') return null;
      store.send(set({ waiting: true, notice: null }));
      try {
        if (!(await taken())) {
          say('warn', elsewhere);
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
    },
    async doing(what, text, work, role = store.state.role) {
      if (store.state.busy !== null) return;
      const first = line === null;
      const its = await life.ready();
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
      if (first) await life.settle(its);
      keeping.soon(its);
    },
    async restart(from) {
      keeping.cancel();
      const held = release;
      // The turn is kept while the database changes.
      release = () => {};
      engine.runtime.stop();
      try {
        const its = await start(from);
        release = held;
        keeping.begin(from);
        void life.settle(its);
        return true;
      } catch {
        held();
        return false;
      }
    },
    async stop() {
      const { busy, losses, copied, host } = store.state;
      if (host.kind !== 'ready' || busy === null) {
        keeping.cancel();
        engine.runtime.stop();
        return;
      }
      const from = keeping.last;
      const said = lossInWords(losses, copied === null ? null : timeOf(copied));
      const stopped = life.restart(from);
      say('warn', `Stopped: ${busy}. Bringing the database back.`);
      if (await stopped) say('warn', `Stopped: ${busy}. ${said}`);
    },
  };
  return life;
}

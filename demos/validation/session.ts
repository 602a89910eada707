// The demo's engine: which contract, its values and what is said of them; the reader's schema and its runs. No React.
import { createStore, type Observable } from '../kit/session.ts';
import { type ContractId, contractOf } from './contracts.ts';
import type { Isolate } from './isolate/isolate.ts';
import type { Task } from './isolate/task.ts';
import { read } from './judge.ts';
import type { Linked } from './link.ts';
import { nearMisses } from './near-misses.ts';
import {
  begin,
  chosenIn,
  type Engine,
  type Filter,
  type List,
  listIn,
  mostValues,
  type Places,
  resultsOf,
  type State,
  type Subject,
  sidesIn,
  type Value,
  verdictIn,
} from './state.ts';
import { merged, randomFrom, sample } from './valid-values.ts';
import type { Issue } from './verdict.ts';

export interface Ports {
  /** Fetched when a schema of the reader's is first run or pointed at. */
  isolate(): Promise<Isolate>;
  places(): Promise<Places>;
  now(): number;
}

export interface Session extends Observable<State> {
  choose(subject: Subject): void;
  /** The shown contract as a schema of the reader's own. */
  copyToOwn(): void;
  writeOwn(source: string): void;
  write(text: string): void;
  chooseValue(id: number): void;
  /** @returns the new value's id */
  add(name: string, text: string): number;
  remove(id: number): void;
  filter(filter: Filter): void;
  /** Runs the reader's schema with its values; a contract has nothing to run. */
  run(): Promise<void>;
  stop(): void;
  warm(): void;
  makeNearMisses(): Promise<void>;
  makeValid(): Promise<void>;
  removeMade(): void;
  jump(value: number, issue: Issue): void;
  open(link: Linked): void;
  say(notice: string): void;
  reset(): (() => void) | null;
}

type Change = (state: State) => State;
const set =
  (part: Partial<State>): Change =>
  (state) => ({ ...state, ...part });
const list =
  (change: (list: List) => Partial<List>): Change =>
  (state) => {
    const now = listIn(state);
    return {
      ...state,
      spot: null,
      notice: null,
      lists: { ...state.lists, [state.subject]: { ...now, ...change(now) } },
    };
  };

const validAtOnce = 25;

export function createSession(ports: Ports): Session {
  const store = createStore<State, Change>(begin, (state, change) => change(state));
  let isolate: Promise<Isolate> | null = null;
  let asked = false;
  let seed = 1;
  const engine = (now: Engine) => store.send(set({ engine: now }));

  function opened(): Promise<Isolate> {
    isolate ??= ports.isolate().catch((error: unknown) => {
      isolate = null;
      throw error;
    });
    return isolate;
  }

  /** @returns whether there are results now. */
  async function judgeOwn(): Promise<boolean> {
    const { own, lists } = store.state;
    // The chosen value goes first: it is the one that is compared under three ways.
    const chosen = chosenIn(store.state);
    const values = [...lists.own.values].sort((a, b) => Number(b === chosen) - Number(a === chosen));
    const known = values.filter(({ text }) => !('kind' in read(text, false)));
    const task: Task = { source: own, values: known.map(({ text }) => text) };
    const start = ports.now();
    store.send(set({ engine: { kind: 'starting' }, stranger: false, spot: null, notice: null }));
    try {
      const outcome = await (await opened()).run(task, engine);
      if (outcome.kind === 'ended') {
        store.send(set({ engine: { kind: 'ended', ended: outcome }, results: null }));
        return false;
      }
      const results = resultsOf(known, outcome.found);
      const verdicts = new Map(results.verdicts);
      for (const value of values) {
        const found = read(value.text, false);
        if ('kind' in found) verdicts.set(value, found);
      }
      const milliseconds = ports.now() - start;
      // Written meanwhile: these results are of another text.
      const current = store.state.own === own;
      store.send(
        set({
          engine: { kind: 'done', values: values.length, milliseconds },
          results: current ? { ...results, verdicts } : null,
        }),
      );
      return current;
    } catch {
      engine({ kind: 'missing' });
      return false;
    }
  }

  const busy = (): boolean => ['loading', 'starting', 'running'].includes(store.state.engine.kind);
  async function run(): Promise<boolean> {
    return store.state.subject !== 'own' || busy() ? false : judgeOwn();
  }

  /** The reader's schema runs before, for what it is made of, and after, with what was made. */
  async function make(values: (base: unknown) => readonly Omit<Value, 'id'>[], none: string): Promise<void> {
    const own = store.state.subject === 'own';
    if (own && store.state.stranger) {
      store.send(set({ notice: 'This schema came with a link. Read it and press Run first.' }));
      return;
    }
    if (own && !(await run())) return;
    const made = values(baseIn(store.state));
    if (made.length === 0) return store.send(set({ notice: none }));
    store.send((state) => {
      const room = Math.max(0, mostValues - listIn(state).values.length);
      const fresh = made.slice(0, room).map((one, at) => ({ id: state.nextId + at, ...one }));
      const added = list(({ values: now }) => ({ values: [...now, ...fresh] }))(state);
      return { ...added, nextId: state.nextId + fresh.length };
    });
    if (own) await judgeOwn();
  }

  const append = (name: string, text: string): number => {
    const { nextId } = store.state;
    store.send((state) => ({
      ...list(({ values }) => ({
        values: [...values.slice(0, mostValues - 1), { id: state.nextId, name, text }],
        chosen: state.nextId,
        filter: 'all',
      }))(state),
      nextId: state.nextId + 1,
    }));
    return nextId;
  };

  return {
    get state() {
      return store.state;
    },
    subscribe(changed) {
      if (!asked) {
        asked = true;
        ports.places().then(
          (places) => store.send(set({ places })),
          () => {
            asked = false;
          },
        );
      }
      return store.subscribe(changed);
    },
    choose: (subject) => store.send(set({ subject, spot: null, notice: null })),
    copyToOwn() {
      const { subject, lists } = store.state;
      if (subject === 'own') return;
      const own = contractOf(subject as ContractId).source;
      store.send(
        set({
          subject: 'own',
          own,
          stranger: false,
          results: null,
          spot: null,
          notice: null,
          lists: { ...lists, own: lists[subject] },
          engine: { kind: 'idle' },
        }),
      );
    },
    writeOwn: (own) =>
      store.send((state) =>
        state.own === own ? state : { ...state, own, results: null, spot: null, notice: null },
      ),
    write: (text) =>
      store.send((state) => {
        const now = chosenIn(state);
        if (!now || now.text === text) return state;
        const { made: _, ...written } = now;
        const values = listIn(state).values.map((one) => (one === now ? { ...written, text } : one));
        return list(() => ({ values }))(state);
      }),
    chooseValue: (chosen) => store.send(list(() => ({ chosen }))),
    add: append,
    remove: (id) =>
      store.send(
        list(({ values, chosen }) => {
          const at = values.findIndex((one) => one.id === id);
          const rest = values.filter((one) => one.id !== id);
          if (rest.length === 0) return {};
          const next = rest[Math.min(Math.max(at, 0), rest.length - 1)]?.id ?? chosen;
          return { values: rest, chosen: chosen === id ? next : chosen };
        }),
      ),
    filter: (filter) => store.send(list(() => ({ filter }))),
    async run() {
      await run();
    },
    stop: () => void isolate?.then((one) => one.stop()),
    warm: () => {
      if (store.state.subject === 'own')
        void opened().then(
          (one) => one.warm(),
          () => undefined,
        );
    },
    makeNearMisses: () =>
      make((base) => {
        const sides = sidesIn(store.state);
        if (!sides || base === undefined) return [];
        return nearMisses(sides, base).map(({ name, path, value }) => ({
          name,
          text: asJson(value),
          made: { kind: 'near', path },
        }));
      }, 'No near misses: none of the values is accepted, so there is nothing to miss by one step.'),
    makeValid: () =>
      make(() => {
        const sides = sidesIn(store.state);
        const schema = sides && merged(sides);
        if (!schema) return [];
        const first = seed;
        seed += validAtOnce * 4;
        const texts = Array.from({ length: validAtOnce * 4 }, (_, at) =>
          asJson(sample(schema, schema, randomFrom(first + at))),
        );
        const fitting = new Set(texts.filter((text) => mayFit(store.state, text)));
        return [...fitting]
          .slice(0, validAtOnce)
          .map((text, at) => ({ name: `Valid ${first + at}`, text, made: { kind: 'valid' as const } }));
      }, 'No valid values: what the schema asks is written in code, which no generator can read.'),
    removeMade: () =>
      store.send((state) => {
        const kept = listIn(state).values.filter(({ made }) => made === undefined);
        const [first] = kept;
        const values = first ? kept : begin.lists[state.subject].values;
        return list(({ chosen }) => ({
          values,
          filter: 'all',
          chosen: values.some(({ id }) => id === chosen) ? chosen : (values[0]?.id ?? chosen),
        }))(state);
      }),
    jump: (value, issue) =>
      store.send((state) => ({
        ...list(() => ({ chosen: value }))(state),
        spot: { issue, jump: (state.spot?.jump ?? 0) + 1 },
      })),
    open({ subject, own, values, chosen }) {
      store.send((state) => {
        const fresh = values.map((one, at) => ({ id: state.nextId + at, ...one }));
        const now: List = { values: fresh, chosen: state.nextId + chosen, filter: 'all' };
        return {
          ...state,
          subject,
          lists: { ...state.lists, [subject]: now },
          nextId: state.nextId + fresh.length,
          spot: null,
          notice: null,
          ...(subject === 'own'
            ? { own: own ?? state.own, stranger: own !== undefined, results: null, engine: { kind: 'idle' } }
            : {}),
        };
      });
    },
    say: (notice) => store.send(set({ notice })),
    reset() {
      const before = store.state;
      if (busy() || stands(before)) return null;
      store.send(set({ ...begin, places: before.places, nextId: before.nextId }));
      return () => store.send((now) => ({ ...before, nextId: now.nextId, engine: now.engine }));
    },
  };
}

const asJson = (value: unknown): string => JSON.stringify(value, null, 2);

const stands = ({ subject, lists, own }: State): boolean =>
  subject === begin.subject &&
  own === begin.own &&
  (Object.keys(lists) as Subject[]).every((one) => lists[one].values === begin.lists[one].values);

/** What near misses begin with: the first value that is accepted. */
function baseIn(state: State): unknown {
  const accepted = listIn(state).values.find((value) => verdictIn(state, value)?.kind === 'accepted');
  const found = accepted ? read(accepted.text, false) : null;
  return found && !('kind' in found) ? found.value : undefined;
}

/** A contract is asked at once; the reader's schema is asked by the run that follows. */
const mayFit = (state: State, text: string): boolean =>
  state.subject === 'own' || verdictIn(state, { id: 0, name: '', text })?.kind === 'accepted';

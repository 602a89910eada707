// Everything the console knows, as one value, and the ports through which its engine reaches the browser.
import type { Store } from '../kit/session.ts';
import type { State as HostState } from '../runtime/contract.ts';
import type { Engine } from './connect.ts';
import type { History, Shelf } from './history.ts';
import type { Cupboard } from './kept.ts';
import { type Losses, noLosses } from './losses.ts';
import type { Outcome } from './outcome.ts';
import { recorded } from './recorded.ts';
import type { Draft, Results, Shown } from './results.ts';
import type { RoleId } from './roles.ts';
import { firstSample } from './samples.ts';
import type { Relation } from './schema.ts';
import type { Switches } from './script.ts';

export interface Compared {
  readonly sql: string;
  /** In the order of roleIds. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

export interface Notice {
  readonly tone: 'info' | 'pass' | 'warn' | 'fail';
  readonly text: string;
}

export interface Progress {
  readonly lesson: string;
  /** What came of each step that was run, in order. */
  readonly done: readonly { readonly outcomes: readonly Outcome[]; readonly held: boolean }[];
}

export type View = 'results' | 'plan' | 'schema' | 'lessons' | 'history' | 'files';

export interface State extends Draft {
  readonly host: HostState;
  /** The lock is being asked for, or a copy being looked up. */
  readonly waiting: boolean;
  readonly role: RoleId;
  /** It came with a link and has not been run or changed. */
  readonly foreign: boolean;
  readonly view: View;
  /** What is under way, in a line; null: nothing. */
  readonly busy: string | null;
  readonly results: Results;
  /** Results and plan in view are the recorded ones. */
  readonly recorded: boolean;
  readonly mark: { readonly at: number; readonly message: string } | null;
  readonly plan: Shown | null;
  readonly pinned: Shown | null;
  readonly compared: Compared | null;
  readonly relations: readonly Relation[] | null;
  readonly switches: Switches;
  readonly cap: number;
  readonly history: History;
  readonly progress: Progress | null;
  readonly losses: Losses;
  /** When the copy was taken that Stop goes back to; null: the example data as it began. */
  readonly copied: number | null;
  /** The database is kept in this browser. */
  readonly keep: boolean;
  readonly notice: Notice | null;
  /** An import or a reset can be undone. */
  readonly before: 'import' | null;
}

export const caps = [100, 1_000, 10_000] as const;

export const firstState: State = {
  host: { kind: 'idle' },
  waiting: false,
  text: firstSample.sql,
  role: firstSample.role,
  selection: [0, 0],
  foreign: false,
  view: 'results',
  busy: null,
  results: recorded.results,
  recorded: true,
  mark: null,
  plan: recorded.plan,
  pinned: null,
  compared: null,
  relations: null,
  switches: { expanded: false, timing: true },
  cap: 1_000,
  history: { keep: true, entries: [] },
  progress: null,
  losses: noLosses,
  copied: null,
  keep: false,
  notice: null,
  before: null,
};

export interface Ports {
  readonly engine: Engine;
  readonly shelf: () => Shelf;
  readonly cupboard: Cupboard;
  /** Web Locks; null where the browser has none. */
  readonly locks: () => Pick<LockManager, 'request'> | null;
  readonly now: () => number;
  readonly save: (file: Blob, name: string) => void;
  /** @returns cancel */
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

export interface Core {
  readonly store: Store<State, Change>;
  readonly ports: Ports;
}

/** An event is the pure step that it makes. */
export type Change = (state: State) => State;
export const step = (state: State, change: Change): State => change(state);
export const set =
  (part: Partial<State>): Change =>
  (state) => ({ ...state, ...part });

// Everything the console knows, as one value, and the ports through which its engine reaches the browser.
import type { Store } from '../kit/session.ts';
import type { Host, State as HostState, Runtime } from '../runtime/contract.ts';
import type { TabHost } from '../runtime/hosts/tab.ts';
import type { Draft } from './draft.ts';
import { type History, noHistory } from './history.ts';
import type { Operation } from './operations.ts';
import { type Filter, noTail, type Tail } from './tail.ts';
import type { Turn } from './turn.ts';
import type { Linked, serve } from './worker-link.ts';

/** One person's session with the API. Lives in this tab's memory, and nowhere else. */
export interface Signed {
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Notice {
  readonly tone: 'info' | 'pass' | 'warn' | 'fail';
  readonly text: string;
}

/** The database as it was before a reset or an import. */
export interface Before {
  readonly what: 'reset' | 'import';
  readonly database: Blob;
  /** Changes in it that no export holds. */
  readonly unsaved: number;
}

export type Looked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly preset: string }
  | {
      readonly kind: 'rows';
      readonly preset: string;
      readonly fields: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    }
  | { readonly kind: 'failed'; readonly preset: string; readonly message: string };

export interface State {
  readonly link: Linked | { readonly kind: 'starting' };
  readonly turn: Turn;
  /** The API in this tab. */
  readonly host: HostState;
  /** Changes that stopping now would lose and no export holds. */
  readonly unsaved: number;
  readonly operations: readonly Operation[];
  readonly draft: Draft;
  readonly signed: readonly Signed[];
  /** E-mail address; null: calls go without a token. */
  readonly active: string | null;
  /** Boot was pressed, and whether another tab hosts is not known yet. */
  readonly waiting: boolean;
  readonly sending: boolean;
  /** Id of the history's entry whose answer is in view. */
  readonly shown: number | null;
  readonly history: History;
  readonly tail: Tail;
  readonly filter: Filter;
  readonly notice: Notice | null;
  readonly before: Before | null;
  readonly working: 'exporting' | 'importing' | 'resetting' | 'undoing' | null;
  /** Stop was pressed with changes that no export has. */
  readonly askingToStop: boolean;
  readonly looked: Looked;
}

export interface Ports {
  readonly runtime: Runtime;
  readonly tab: TabHost;
  /** What answers where no host can start: one recorded run. */
  readonly recorded: Host;
  readonly link: () => Promise<Linked>;
  readonly serve: typeof serve;
  readonly locks: () => LockManager;
  readonly channel: (name: string) => BroadcastChannel;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly save: (file: Blob, name: string) => void;
}

/** What each part of the engine works with. */
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

export const firstState = (operations: readonly Operation[], draft: Draft): State => ({
  link: { kind: 'starting' },
  turn: { kind: 'free', lost: false },
  host: { kind: 'idle' },
  unsaved: 0,
  operations,
  draft,
  signed: [],
  active: null,
  waiting: false,
  sending: false,
  shown: null,
  history: noHistory,
  tail: noTail,
  filter: { trace: null, kind: 'all' },
  notice: null,
  before: null,
  working: null,
  askingToStop: false,
  looked: { kind: 'nothing' },
});

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

// Everything that the console knows, as one value.
import { type Row, type Switch, switches, type Tried } from '../proofs/matrix.ts';
import { first } from './demo.ts';
import type { Fired } from './fire.ts';

export const views = ['one', 'all', 'matrix'] as const;
export type View = (typeof views)[number];

export type Busy =
  | { readonly kind: 'starting' }
  /** The service starts anew, without these or whole again. */
  | { readonly kind: 'restarting'; readonly off: readonly Switch[] }
  | { readonly kind: 'firing' }
  | { readonly kind: 'all' | 'matrix'; readonly done: number; readonly of: number };

/** What came of one attack when all were fired. */
export interface Result {
  readonly id: string;
  readonly tried: Tried;
  readonly milliseconds: number;
}

export interface Results {
  readonly off: readonly Switch[];
  readonly list: readonly Result[];
  /** Stopped before the last. */
  readonly cancelled: boolean;
}

export interface Computed {
  readonly rows: readonly Row[];
  readonly strikes: number;
  readonly milliseconds: number;
}

export interface Shown {
  readonly view: View;
  readonly chosen: string;
  readonly off: readonly Switch[];
  /** The last firing of the chosen attack with these switches; null: what was recorded is shown. */
  readonly fired: Fired | null;
  readonly results: Results | null;
  readonly computed: Computed | null;
  readonly busy: Busy | null;
  /** What went wrong and what to do next; null: nothing did. */
  readonly fault: { readonly what: string; readonly next: string } | null;
}

export const begin: Shown = {
  view: 'one',
  chosen: first,
  off: [],
  fired: null,
  results: null,
  computed: null,
  busy: null,
  fault: null,
};

/** With this switch turned; in the order of the barriers. */
export const turned = (off: readonly Switch[], one: Switch): readonly Switch[] =>
  switches.filter((other) => (other === one) !== off.includes(other));

/** An event is the pure step that it makes. */
export type Change = (shown: Shown) => Shown;
export const step = (shown: Shown, change: Change): Shown => change(shown);
export const set =
  (part: Partial<Shown>): Change =>
  (shown) => ({ ...shown, ...part });

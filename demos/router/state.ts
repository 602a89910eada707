// What the demo is in: settings, the messages read so far, what is looked at, and the work that is under way.
import type { Judged } from '#api/intake/model/calibration-error.ts';
import type { Kept } from '#api/intake/model/threshold.ts';
import type { Fault } from './csv.ts';
import type { Own, OwnPromise } from './own.ts';
import { recorded } from './recorded.ts';
import type { Evidence, Model, Row } from './row.ts';
import { type Examples, type Settings, begin as settings } from './settings.ts';

export const panels = ['messages', 'curves', 'promise', 'fields', 'traffic', 'shadow', 'own'] as const;
export type Panel = (typeof panels)[number];

export const filters = ['all', 'auto', 'human', 'wrong', 'sample', 'found'] as const;
export type Filter = (typeof filters)[number];

export type Engine =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'reading'; readonly read: number }
  | { readonly kind: 'ready'; readonly read: number; readonly milliseconds: number }
  | { readonly kind: 'stopped'; readonly read: number }
  | { readonly kind: 'failed' };

export interface ShadowSeen {
  readonly version: string;
  readonly examples: number;
  /** In the order of the rows. */
  readonly judged: readonly (Judged & { readonly same: boolean })[];
}

type Job<Done> =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'done' } & Done);

export type FileSeen =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'reading';
      readonly name: string;
      readonly size: number;
      readonly read: number;
      readonly rows: number;
    }
  | {
      readonly kind: 'faults';
      readonly name: string;
      readonly faults: readonly Fault[];
      readonly more: boolean;
    }
  | { readonly kind: 'failed'; readonly name: string }
  | { readonly kind: 'own'; readonly name: string; readonly own: Own; readonly promise: OwnPromise | null };

export interface State {
  readonly settings: Settings;
  readonly panel: Panel;
  readonly engine: Engine;
  /** Of this tab; before that the recorded ones. */
  readonly live: boolean;
  readonly rows: readonly Row[];
  readonly model: Model;
  readonly examples: Examples | null;
  readonly filter: Filter;
  readonly page: number;
  /** The id of the message that is looked at. */
  readonly chosen: string;
  readonly evidence: { readonly of: string; readonly evidence: Evidence } | null;
  readonly playing: boolean;
  readonly draft: string;
  readonly mine: Row | null;
  readonly promise: Job<{ readonly kept: Kept; readonly seed: number }>;
  readonly shadow: Job<ShadowSeen>;
  readonly file: FileSeen;
  readonly ownAlpha: number;
  readonly ownDelta: number;
  readonly notice: string | null;
}

export const begin: State = {
  settings,
  panel: 'messages',
  engine: { kind: 'idle' },
  live: false,
  rows: recorded.rows,
  model: recorded.model,
  examples: null,
  filter: 'all',
  page: 0,
  chosen: recorded.chosen,
  evidence: { of: recorded.chosen, evidence: recorded.evidence },
  playing: false,
  draft: '',
  mine: null,
  promise: { kind: 'none' },
  shadow: { kind: 'none' },
  file: { kind: 'none' },
  ownAlpha: settings.alpha,
  ownDelta: settings.delta,
  notice: null,
};

/** The reader's own message. */
export const mineId = 'm-yours';

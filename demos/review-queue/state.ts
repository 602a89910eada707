// What the queue's view shows, and the pure questions it asks of it.
import type { Verdict } from '#api/audit/verify.ts';
import type { Alike, Decision, Item, Person, Summary } from './calls.ts';
import type { Kept, Line, Trail } from './trail.ts';
import { nothingTyped, type Typed } from './typed.ts';

/** Those of the example people who may decide; what is in the queue was sent in by Carl. */
export const reviewers = ['rita', 'ada'] as const satisfies readonly Person[];
export type Reviewer = (typeof reviewers)[number];

export type Mode = 'look' | 'correct' | 'reject' | 'escalate';

/** What lies before one reviewer. */
export interface Desk {
  readonly item: Item | null;
  readonly mode: Mode;
  readonly typed: Typed;
  readonly faults: Readonly<Record<string, string>>;
  readonly reason: string;
  /** With blind reading: their own is compared, and the model's is shown. */
  readonly shown: boolean;
  /** The item is not theirs any more: said when that was noticed. */
  readonly lost: string | null;
  /** When it came before them, by the service's clock. */
  readonly since: number;
}
export const emptyDesk: Desk = {
  item: null,
  mode: 'look',
  typed: nothingTyped,
  faults: {},
  reason: '',
  shown: false,
  lost: null,
  since: 0,
};

/** A decision of this page, until the output is stored and as long as the list is short. */
export interface Made {
  /** One, or those of a batch. */
  readonly of: readonly { readonly id: string; readonly decision: string }[];
  readonly by: Reviewer;
  readonly action: Decision['action'];
  readonly what: string;
  /** By the service's clock. */
  readonly until: number;
  readonly took: number;
}

export type Tone = 'info' | 'warn' | 'fail';
export interface Notice {
  readonly tone: Tone;
  readonly text: string;
}

export interface Checked {
  readonly verdict: Verdict;
  /** The entry that was changed in the copy; null: the trail as it is. */
  readonly changed: number | null;
  readonly entries: number;
}

export interface Shown {
  readonly open: boolean;
  readonly busy: 'starting' | 'working' | 'resetting' | null;
  /** Another tab runs it. */
  readonly borrowed: boolean;
  readonly offered: boolean;
  /** Another tab ran it, and is gone. */
  readonly gone: boolean;
  readonly as: Reviewer;
  readonly blind: boolean;
  /** A reason's code; null: all. */
  readonly filter: string | null;
  readonly items: readonly Summary[];
  readonly late: number;
  readonly alike: readonly Alike[];
  /** The pattern that is about to be decided as one. */
  readonly batch: {
    readonly alike: Alike;
    readonly action: 'approve' | 'reject';
    readonly reason: string;
  } | null;
  readonly desks: Readonly<Record<Reviewer, Desk>>;
  readonly made: readonly Made[];
  readonly decided: Readonly<Record<Decision['action'], number>>;
  /** Blind readings that were the model's in every field, of all. */
  readonly agreed: number;
  readonly read: number;
  readonly took: readonly number[];
  /** How many were sent in, and approved by the rule without a person. */
  readonly sent: number;
  readonly auto: number;
  readonly trail: Trail | null;
  readonly kept: Kept | null;
  readonly checked: Checked | null;
  /** The entry to be tampered with. */
  readonly chosen: number | null;
  readonly notice: Notice | null;
  /** Now by the service's clock, to the second. */
  readonly now: number;
  readonly more: boolean;
}

export const begin: Shown = {
  open: false,
  busy: null,
  borrowed: false,
  offered: false,
  gone: false,
  as: 'rita',
  blind: false,
  filter: null,
  items: [],
  late: 0,
  alike: [],
  batch: null,
  desks: { rita: emptyDesk, ada: emptyDesk },
  made: [],
  decided: { approve: 0, correct: 0, reject: 0, escalate: 0 },
  agreed: 0,
  read: 0,
  took: [],
  sent: 0,
  auto: 0,
  trail: null,
  kept: null,
  checked: null,
  chosen: null,
  notice: null,
  now: 0,
  more: true,
};

export const deskOf = ({ desks, as }: Shown): Desk => desks[as];

export const listed = ({ items, filter }: Shown): readonly Summary[] =>
  filter === null ? items : items.filter(({ reasons }) => reasons.includes(filter));

/** Why this reviewer may not have it now; null: it is free, or theirs. */
export function besides(item: Summary, me: string, now: number): 'held' | 'own' | null {
  if (item.claimedBy !== null && item.claimedBy !== me && Date.parse(item.leaseUntil ?? '') > now)
    return 'held';
  return item.author === me || (item.state === 'second' && item.firstBy === me) ? 'own' : null;
}

/** Decisions that can still be taken back by this reviewer, the last first. */
export const undoable = ({ made, as, now }: Shown): readonly Made[] =>
  made.filter(({ by, until }) => by === as && until > now).reverse();

export const allReasons = ({ items }: Shown): readonly string[] =>
  [...new Set(items.flatMap(({ reasons }) => reasons))].sort();

/** The last entry that holds a decision of a person: what the button tampers with unless another is chosen. */
export const decisionLines = ({ trail }: Shown): readonly Line[] =>
  (trail?.lines ?? []).filter(({ action }) => /^review\.(decide|undo|batched)$/.test(action));

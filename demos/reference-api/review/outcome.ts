// What a decision makes of an item. Pure; it trusts nothing that the reviewer says about the item.
import type { Draft, Item } from './store.ts';

/** A decision can be taken back for so long, milliseconds; only then is anything stored. */
export const graceMs = 10_000;
/** A claim is good for so long without a sign of life, milliseconds. */
export const leaseMs = 300_000;

export interface Asked {
  readonly action: 'approve' | 'correct' | 'reject' | 'escalate';
  readonly by: string;
  readonly fence: number;
  /** Digest of what was shown, hex. */
  readonly hash: string;
  /** The corrected fields. */
  readonly fields: Draft['fields'];
}

export type Outcome =
  /** Somebody else has it by now, or nobody. */
  | { readonly kind: 'stale' }
  /** What was shown is not what is there. */
  | { readonly kind: 'changed' }
  /** There is no usable answer: correct it or reject it. */
  | { readonly kind: 'nothing-to-approve' }
  | {
      readonly kind: 'decided';
      readonly state: Item['state'];
      readonly escalated: boolean;
      readonly firstBy: string | null;
      readonly draft: Draft;
    };

type Held = Pick<Item, 'state' | 'claimed_by' | 'lease_until' | 'fence' | 'escalated' | 'first_by' | 'draft'>;

export function outcome(item: Held, hash: string, asked: Asked, now: number): Outcome {
  const { action, by } = asked;
  const theirs = item.claimed_by === by && item.fence === asked.fence && item.state !== 'done';
  if (!theirs || item.lease_until === null || item.lease_until.getTime() <= now) return { kind: 'stale' };
  if (hash !== asked.hash) return { kind: 'changed' };
  const { draft, escalated } = item;
  if (action === 'escalate')
    return { kind: 'decided', state: item.state, escalated: true, firstBy: item.first_by, draft };
  if (action === 'reject')
    return { kind: 'decided', state: 'done', escalated, firstBy: item.first_by, draft };
  if (action === 'approve' && draft.fields === null) return { kind: 'nothing-to-approve' };
  const after = action === 'correct' ? { ...draft, fields: asked.fields, corrected: true } : draft;
  // A second person agrees to what the first one left; if they change it, it is theirs, and somebody else has to agree.
  const again = draft.twice && (item.state === 'open' || action === 'correct');
  return {
    kind: 'decided',
    state: again ? 'second' : 'done',
    escalated,
    firstBy: again ? by : item.first_by,
    draft: after,
  };
}

// The rule of refresh tokens (RFC 9700, section 4.14): used once; used again, the whole family ends. One exception, at most
// 10 s long: the immediate parent gets the SAME successor again, as long as nobody has used that one. Two tabs and a lost
// answer are told apart from a thief this way, and there are never two live tokens.

/** Times in milliseconds. */
export interface TokenState {
  readonly usedAt: number | null;
  /** The successor was used already: this token is a grandparent. */
  readonly successorUsed: boolean;
  readonly idleExpiry: number;
  readonly absoluteExpiry: number;
  /** The family was ended: signed out, reused, account changed. */
  readonly ended: boolean;
  /** The account may sign in. */
  readonly active: boolean;
}

export type Rotation = 'rotated' | 'same-successor' | 'reused' | 'expired' | 'ended' | 'unknown';

/** @param grace milliseconds; 0 is strict. A token used exactly `grace` ago still counts as inside. */
export function rotate(state: TokenState | null, now: number, grace: number): Rotation {
  if (state === null) return 'unknown';
  if (state.ended || !state.active) return 'ended';
  if (state.usedAt !== null) {
    const inside = grace > 0 && !state.successorUsed && now - state.usedAt <= grace;
    if (!inside) return 'reused';
    return now >= state.absoluteExpiry ? 'expired' : 'same-successor';
  }
  return now >= state.idleExpiry || now >= state.absoluteExpiry ? 'expired' : 'rotated';
}

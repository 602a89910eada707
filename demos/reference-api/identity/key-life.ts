// The life of a signing key: published → signing → verifying → retired. It signs only after every cached JWKS can hold it,
// and goes only after the last token it signed has run out.

/** Times in milliseconds. */
export interface KeyDates {
  readonly kid: string;
  readonly signsFrom: number;
  readonly signsUntil: number | null;
  readonly retired: boolean;
}

export interface KeyLife {
  /** How long others may keep our JWKS. */
  readonly spread: number;
  /** How long a key signs. */
  readonly signs: number;
  /** Token lifetime and leeway. */
  readonly outlives: number;
}

export type KeyState = 'published' | 'signing' | 'verifying' | 'retired';

export function keyState(key: KeyDates, now: number): KeyState {
  if (key.retired) return 'retired';
  if (now < key.signsFrom) return 'published';
  return key.signsUntil === null || now < key.signsUntil ? 'signing' : 'verifying';
}

export interface Due {
  /** When the next key would begin to sign, or null when none has to be published. */
  readonly publish: number | null;
  /** A published key that has to sign now, because no other does: the one before it was retired early. */
  readonly advance: string | null;
  readonly retire: readonly string[];
}

/** What has to be done now. Where nobody signs, the next key does at once: a short wait elsewhere is better than no service. */
export function due(keys: readonly KeyDates[], now: number, life: KeyLife): Due {
  const live = keys.filter((key) => !key.retired);
  const retire = live
    .filter(({ signsUntil }) => signsUntil !== null && now > signsUntil + life.outlives)
    .map(({ kid }) => kid);
  const signing = live.some((key) => keyState(key, now) === 'signing');
  const next = live.find((key) => keyState(key, now) === 'published');
  if (!signing) return { publish: next === undefined ? now : null, advance: next?.kid ?? null, retire };
  const last = live.find((key) => key.signsUntil === null);
  const end = (last?.signsFrom ?? now) + life.signs;
  return {
    publish: now + life.spread >= end ? Math.max(end, now + life.spread) : null,
    advance: null,
    retire,
  };
}

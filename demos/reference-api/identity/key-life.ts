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
  readonly retire: readonly string[];
}

/** What has to be done now. The first key of all signs at once: nobody holds an older JWKS. */
export function due(keys: readonly KeyDates[], now: number, life: KeyLife): Due {
  const live = keys.filter((key) => !key.retired);
  const last = live.find((key) => key.signsUntil === null);
  const retire = live
    .filter(({ signsUntil }) => signsUntil !== null && now > signsUntil + life.outlives)
    .map(({ kid }) => kid);
  if (last === undefined) return { publish: live.length === 0 ? now : now + life.spread, retire };
  const end = last.signsFrom + life.signs;
  return { publish: now + life.spread >= end ? Math.max(end, now + life.spread) : null, retire };
}

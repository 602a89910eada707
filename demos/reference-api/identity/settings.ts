// How long things live. Seconds, all of them.
import type { Algorithm } from './algorithms.ts';

export interface IdentitySettings {
  /** Signature of new keys; older keys keep theirs. */
  readonly algorithm: Algorithm;
  /** Life of an access token, at most 600. */
  readonly accessSeconds: number;
  /** Clocks may differ by this much, at most 30. */
  readonly leewaySeconds: number;
  /** A session that is not refreshed for this long ends. */
  readonly idleSeconds: number;
  /** A session ends after this long, refreshed or not. */
  readonly absoluteSeconds: number;
  /**
   * For this long a refresh token that was just used gives its one successor again (two tabs, a lost answer). 0: strict.
   * At most 10.
   */
  readonly graceSeconds: number;
  /** How long others may keep our JWKS; a new key signs only after that. */
  readonly jwksSeconds: number;
  /** How long a key signs. */
  readonly keySeconds: number;
}

const day = 86_400;

const defaults: IdentitySettings = {
  algorithm: 'RS256',
  accessSeconds: 600,
  leewaySeconds: 5,
  idleSeconds: 14 * day,
  absoluteSeconds: 30 * day,
  graceSeconds: 10,
  jwksSeconds: 300,
  keySeconds: 30 * day,
};

const most: Partial<Record<keyof IdentitySettings, number>> = {
  accessSeconds: 600,
  leewaySeconds: 30,
  graceSeconds: 10,
};

/** @throws RangeError when a setting is outside what the text of this service promises. */
export function identitySettings(given: Partial<IdentitySettings> = {}): IdentitySettings {
  const settings = { ...defaults, ...given };
  for (const [name, value] of Object.entries(settings)) {
    const limit = most[name as keyof IdentitySettings] ?? Number.MAX_SAFE_INTEGER;
    if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value <= limit))
      throw new RangeError(`identity.${name} is a whole number of seconds from 0 to ${limit}`);
  }
  return settings;
}

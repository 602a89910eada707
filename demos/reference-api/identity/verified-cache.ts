// Tokens that were verified already, so that the same one costs a look-up instead of a signature. The key is the whole token:
// as safe as its hash, without the work. Bounded; the oldest goes first. Whoever reads an entry still asks whether the
// access was ended since (revocations.ts): the signature is what is remembered, not the permission.
import type { Principal } from '../route.ts';

export interface Entry {
  readonly principal: Principal;
  readonly epoch: number;
  readonly kid: string;
  /** Milliseconds; no leeway here: at the end of its life a token is verified afresh. */
  readonly expires: number;
}

export interface VerifiedCache {
  get(token: string, now: number): Entry | undefined;
  set(token: string, entry: Entry): void;
  delete(token: string): void;
  /** Drops what an ended family, a changed account or a retired key left behind. */
  drop(which: (entry: Entry) => boolean): void;
  size(): number;
}

/** @param most entries; 10,000 are about 15 MB. */
export function verifiedCache(most = 10_000): VerifiedCache {
  const entries = new Map<string, Entry>();
  return {
    get(token, now) {
      const entry = entries.get(token);
      if (entry === undefined || now < entry.expires) return entry;
      entries.delete(token);
      return undefined;
    },
    set(token, entry) {
      if (entries.size >= most && !entries.has(token))
        for (const oldest of entries.keys()) {
          entries.delete(oldest);
          break;
        }
      entries.set(token, entry);
    },
    delete: (token) => void entries.delete(token),
    drop(which) {
      for (const [token, entry] of entries) if (which(entry)) entries.delete(token);
    },
    size: () => entries.size,
  };
}

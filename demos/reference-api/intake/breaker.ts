// A provider that fails is left alone for a while (Nygard, Release It!, 2007): after so many failures in a row no call is made;
// then one is let through, and its outcome decides.

export interface Breaker {
  /** May a call be made now? The one that finds it half open is the only one until it has ended. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
  /** open: no call is made. */
  readonly state: 'closed' | 'open' | 'half-open';
}

export interface BreakerOptions {
  /** Milliseconds since whenever. */
  readonly now: () => number;
  /** Failures in a row that open it; 5 by default. */
  readonly failures?: number;
  /** How long it stays open, milliseconds; 30,000 by default. */
  readonly openMs?: number;
}

export function createBreaker({ now, failures = 5, openMs = 30_000 }: BreakerOptions): Breaker {
  let row = 0;
  let openUntil = 0;
  let trying = false;
  return {
    get state() {
      if (row < failures) return 'closed';
      return now() < openUntil ? 'open' : 'half-open';
    },
    admits() {
      if (row < failures) return true;
      if (now() < openUntil || trying) return false;
      trying = true;
      return true;
    },
    succeeded() {
      row = 0;
      trying = false;
    },
    failed() {
      row += 1;
      trying = false;
      if (row >= failures) openUntil = now() + openMs;
    },
  };
}

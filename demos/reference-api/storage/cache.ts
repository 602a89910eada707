// The port to Redis. Adapters: redis.ts (ioredis, Lua) and memory.ts (one process). Nothing in it is the only copy.

export interface Window {
  /** Bucket, e.g. "client:203.0.113.0". Redis stores it as a keyed hash: addresses and account ids never reach Redis in clear. */
  readonly key: string;
  /** Requests allowed in any sliding window of `seconds`. */
  readonly limit: number;
  readonly seconds: number;
}

export interface WindowState {
  readonly allowed: boolean;
  /** Requests left in the window that ends now. */
  readonly remaining: number;
  /** Whole seconds until at least one request is allowed again (0 when one is now). */
  readonly reset: number;
}

export interface Cache {
  /**
   * Takes one request from every window or from none (exact sliding log, one round trip, atomic across processes).
   * @throws CacheDown when the store does not answer within 250 ms.
   */
  take(windows: readonly Window[], now: number): Promise<WindowState[]>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, seconds: number): Promise<void>;
  /**
   * What stands under the key. Where nothing does, the token stands there for so many seconds, and null comes back. One step: of
   * all who ask at once, one gets null.
   */
  hold(key: string, token: string, seconds: number): Promise<string | null>;
  /** Puts the value in the token's place; where the token does not stand any more, nothing. One step. */
  fill(key: string, token: string, value: string, seconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The cache did not answer: the caller decides whether to go on without it (reads) or to close (sign-in, refresh). */
export class CacheDown extends Error {
  override name = 'CacheDown';
}

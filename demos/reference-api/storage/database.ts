// The port to PostgreSQL. Two adapters stand beside it: pg.ts (a pool) and pglite.ts (PostgreSQL in one process, one connection).

export type Value = string | number | boolean | bigint | Date | Uint8Array | null | readonly string[];
export type Row = Record<string, unknown>;

/** Text with $1, $2 … and its values. Made by `sql` only, so that no value can become text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
  /** Named statements are prepared once a connection (PostgreSQL protocol: Parse once, then Bind and Execute). */
  readonly name: string;
  /** It may wait for a lock, so nothing else should stand behind it: a connection of its own. */
  readonly alone?: boolean;
}

/** On whose behalf a statement runs: what row security reads. */
export interface Scope {
  readonly organisation: string;
  readonly user: string;
  readonly role: string;
}

export interface Transaction {
  query<R extends Row = Row>(statement: Statement): Promise<R[]>;
}

export interface Database {
  /**
   * One statement in one round trip, as the application role, outside any transaction of the caller.
   * Row security applies; the statement must carry its own scope (an `api.*` function that takes organisation and user).
   */
  query<R extends Row = Row>(statement: Statement): Promise<R[]>;
  /**
   * BEGIN, scope set for this transaction only, `work`, COMMIT; ROLLBACK when `work` throws.
   * Scope null: no tenant (sign-in, refresh, keys); row security then shows no tenant's rows.
   * @throws Problem 'unavailable' when no connection comes free within 2 s.
   */
  transaction<T>(scope: Scope | null, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Resolves when a trivial statement answers; rejects otherwise (readiness). */
  ping(): Promise<void>;
  close(): Promise<void>;
}

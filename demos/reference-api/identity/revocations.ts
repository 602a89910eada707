// What ended access before a token's own expiry, as this process knows it: families that ended, accounts that changed, keys
// that retired. Triggers write a notice for each; every process reads on from where it stopped, at the latest when what it
// knows is 750 ms old, so that none goes on for a second. When the notices cannot be read, nobody gets in (503).
import type { Clock } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Database } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { Entry } from './verified-cache.ts';

export interface Revocations {
  /** Undefined while what is known is young enough; past 250 ms it is renewed meanwhile, past 750 ms first. @throws Problem 'unavailable' */
  fresh(): Promise<void> | undefined;
  /** Reads on now: after a change of our own, before it is answered. */
  sync(): Promise<void>;
  denies(entry: Pick<Entry, 'epoch' | 'kid'> & { principal: { user: string; family: string } }): boolean;
}

/** Milliseconds. */
const renewAfter = 250;
const waitAfter = 750;

interface Notice extends Record<string, unknown> {
  readonly cursor: string;
  readonly kind: 'family' | 'user' | 'key' | null;
  readonly subject: string | null;
  readonly epoch: number | null;
}

/**
 * @param keep milliseconds that a notice matters: an access token's life and leeway.
 * @param changed called after notices arrived, with kids that retired.
 */
export function revocations(
  { clock, database }: { clock: Clock; database: Database },
  keep: number,
  changed: (retired: readonly string[]) => void,
): Revocations {
  const families = new Map<string, number>();
  const keys = new Map<string, number>();
  const users = new Map<string, { epoch: number; until: number }>();
  let cursor = '0';
  let knownAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const at = clock.now();
    // Every transaction below the cursor had ended when it was taken; the rest is read again, which does no harm.
    const rows =
      await database.query<Notice>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as cursor, n.kind, n.subject, n.epoch
      from (select) as one left join access_notices n on n.xid >= ${cursor}::xid8`);
    const until = at + keep + 60_000;
    const before = families.size + users.size + keys.size;
    const retired: string[] = [];
    let moved = false;
    for (const { kind, subject, epoch } of rows) {
      if (kind === null || subject === null) continue;
      if (kind === 'user') {
        const known = users.get(subject);
        if (known !== undefined && known.epoch >= (epoch ?? 0)) continue;
        users.set(subject, { epoch: epoch ?? 0, until });
      } else if (kind === 'family') families.set(subject, until);
      else {
        if (!keys.has(subject)) retired.push(subject);
        keys.set(subject, until);
      }
      moved = true;
    }
    cursor = rows[0]?.cursor ?? cursor;
    knownAt = at;
    if (moved || families.size + users.size + keys.size !== before) changed(retired);
    forget(at);
  }

  function forget(now: number): void {
    for (const [id, until] of families) if (until < now) families.delete(id);
    for (const [id, until] of keys) if (until < now) keys.delete(id);
    for (const [id, { until }] of users) if (until < now) users.delete(id);
  }

  function start(): Promise<void> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  return {
    fresh() {
      const age = clock.now() - knownAt;
      if (age <= renewAfter && age >= 0) return undefined;
      const renewed = start();
      if (age <= waitAfter && age >= 0) {
        // Whoever comes after the deadline waits for it, and hears of its failure.
        renewed.catch(() => {});
        return undefined;
      }
      return renewed.catch(() => {
        throw new Problem('unavailable', { layer: 'L3', headers: { 'retry-after': '1' } });
      });
    },
    async sync() {
      // One that is under way may have looked before our change was there.
      await reading?.catch(() => {});
      await start();
    },
    denies: ({ principal, epoch, kid }) =>
      families.has(principal.family) || keys.has(kid) || (users.get(principal.user)?.epoch ?? 0) > epoch,
  };
}

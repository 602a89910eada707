// Allowed reads change nothing, and a chain has one end: one write a read would queue every reader behind the same row.
// So they are gathered and written together within 20 ms. Changes and refusals do not come here: they use record().
// The price, stated: a process that is killed loses the notes of its last 20 ms. A trail that cannot write refuses new ones.
import { Problem } from '../problem.ts';
import type { Transaction } from '../storage/database.ts';
import { record } from './append.ts';
import type { Entry } from './entry.ts';

export interface Trail {
  /** Queues the entry of an allowed read. @throws Problem 'unavailable' when too many wait, so nothing goes unrecorded. */
  note(entry: Entry): void;
  /** Resolves when everything noted so far is in the chain; rejects when it could not be written. */
  flush(): Promise<void>;
}

export interface TrailOptions {
  /** Longest an entry waits, milliseconds. */
  readonly delay?: number;
  /** Entries that may wait; 10,000 by default. */
  readonly capacity?: number;
}

const batch = 500;

export function createTrail(
  database: Transaction,
  { delay = 20, capacity = 10_000 }: TrailOptions = {},
): Trail {
  const waiting: Entry[] = [];
  let scheduled = false;
  let writing: Promise<void> | undefined;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      // What could not be written stays in the queue and is tried again.
      flush().catch(schedule);
    }, delay);
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, batch);
      await record(database, ...some);
      waiting.splice(0, some.length);
    }
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      writing ??= writeAll().finally(() => {
        writing = undefined;
      });
      await writing;
    }
  }

  return {
    note(entry) {
      if (waiting.length >= capacity) throw new Problem('unavailable', { headers: { 'retry-after': '1' } });
      waiting.push(entry);
      schedule();
    },
    flush,
  };
}

// The owner's console: boots, lets the API write a trail, keeps its head, runs the owner's SQL, and has the trail judged after each.

import { documents } from '#api/storage/examples.ts';
import { createStore, type Observable } from '../kit/session.ts';
import { bench, people } from '../proofs/bench.ts';
import type { Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { steps } from './demo.ts';
import { type Judged, type Kept, readTrail, type Trail, writeTrail } from './trail.ts';

export type Said =
  | {
      readonly kind: 'rows';
      readonly fields: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    }
  | { readonly kind: 'done' }
  /** PostgreSQL's own words. */
  | { readonly kind: 'refused'; readonly why: string }
  /** What went wrong and what to press. */
  | { readonly kind: 'fault'; readonly what: string; readonly next: string };

export interface Shown {
  readonly sql: string;
  /** The prepared step that the text is. */
  readonly step: string | null;
  /** Which service this trail is of; null: none was booted, or it is gone. */
  readonly of: Running | null;
  readonly kept: Kept | null;
  /** As it was last read. */
  readonly judged: Judged | null;
  /** The tables are not what they were: the trail cannot be read any more. */
  readonly unreadable: boolean;
  readonly said: Said | null;
  readonly busy: 'starting' | 'running' | 'resetting' | null;
}

const [firstStep] = steps;
export const begin: Shown = {
  sql: firstStep?.sql ?? '',
  step: firstStep?.id ?? null,
  of: null,
  kept: null,
  judged: null,
  unreadable: false,
  said: null,
  busy: null,
};

export interface Session extends Observable<Shown> {
  write(sql: string): void;
  /** A prepared step into the editor, and run when the service does. */
  take(id: string): Promise<void>;
  run(): Promise<void>;
  /** Puts the trail back as the API wrote it. @returns how to undo that, or null when it stands so already */
  reset(): (() => void) | null;
}

/** Half a minute of work at most, and no more than the plate can show. */
const longest = 20_000;

export function createSession(boot: () => Promise<Running>): Session {
  const store = createStore<Shown, (shown: Shown) => Shown>(begin, (shown, change) => change(shown));
  const set = (part: Partial<Shown>) => store.send((shown) => ({ ...shown, ...part }));
  let sound: Trail | null = null;

  async function started(): Promise<Running> {
    const running = await boot();
    if (store.state.of === running && store.state.kept) return running;
    const kept = await fill(running);
    const judged = await readTrail(owned(running), kept);
    sound = judged;
    set({ of: running, kept, judged, unreadable: false });
    return running;
  }

  async function working(busy: NonNullable<Shown['busy']>, work: () => Promise<void>): Promise<void> {
    if (store.state.busy !== null) return;
    set({ busy, said: null });
    try {
      await work();
    } catch (error) {
      set({ said: faultOf(error) });
    } finally {
      set({ busy: null });
    }
  }

  async function look(running: Running): Promise<void> {
    const { kept } = store.state;
    if (!kept) return;
    set({ unreadable: true });
    set({ judged: await readTrail(owned(running), kept), unreadable: false });
  }

  const run = () =>
    working(store.state.of ? 'running' : 'starting', async () => {
      const running = await started();
      const { sql } = store.state;
      set({ busy: 'running' });
      if (sql.length > longest) throw new TooLong();
      const said = await owned(running)
        .inspect(sql)
        .then(
          ({ fields, rows }): Said => (fields.length > 0 ? { kind: 'rows', fields, rows } : { kind: 'done' }),
          (error: unknown): Said => {
            if (error instanceof RuntimeFault) throw error;
            return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
          },
        );
      set({ said });
      await look(running);
    });

  /** Back to this trail; where the tables are no longer what they were, the whole database is put back. */
  const back = (to: Trail) =>
    working('resetting', async () => {
      const { of } = store.state;
      if (!of) return;
      try {
        await writeTrail(owned(of), to);
        await look(of);
      } catch (error) {
        if (error instanceof RuntimeFault || !of.reset) throw error;
        await of.reset();
        store.send((shown) => ({ ...shown, of: null, kept: null }));
        await started();
      }
    });

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    write: (sql) => set({ sql, step: steps.find((one) => one.sql === sql)?.id ?? null }),
    async take(id) {
      const step = steps.find((one) => one.id === id);
      if (!step || store.state.busy !== null) return;
      set({ sql: step.sql, step: id });
      if (store.state.of) await run();
    },
    run,
    reset() {
      const { busy, judged: before, unreadable } = store.state;
      if (busy !== null || !before || !sound || (sameTrail(before, sound) && !unreadable)) return null;
      void back(sound);
      return () => void back(before);
    },
  };
}

const sameTrail = (a: Trail, b: Trail): boolean =>
  a.triggersOn === b.triggersOn &&
  a.head.hash === b.head.hash &&
  JSON.stringify(a.rows) === JSON.stringify(b.rows);

/** This host does not show its database to its owner: it is none in a tab. */
class NotATab extends Error {
  override readonly name = 'NotATab';
}
class TooLong extends Error {
  override readonly name = 'TooLong';
}

function owned({ inspect }: Running): Required<Pick<Running, 'inspect'>> {
  if (!inspect) throw new NotATab();
  return { inspect };
}

/**
 * Calls of three people, so that there is something to falsify: sign-ins, refusals, and a look at the trail, each of which is
 * written before it is answered. @returns the head afterwards
 */
async function fill(running: Running): Promise<Kept> {
  const notes = { exchanges: [], inspections: [], phase: 'arrange' as const };
  const at = bench(running.client, {}, people(running.client), notes, new AbortController().signal);
  for (const as of ['vera', 'cleo'] as const) {
    await at.call(`/v1/documents/${documents.timetable.id}`, { as, method: 'DELETE' });
    await at.call('/v1/users?limit=5', { as });
    await at.call('/v1/audit?limit=5', { as });
  }
  await at.call('/v1/audit?limit=5', { as: 'ada' });
  const { json } = await at.call('/v1/audit/head', { as: 'ada' });
  return { seq: json.seq, hash: json.hash };
}

function faultOf(error: unknown): Said {
  if (error instanceof NotATab)
    return {
      kind: 'fault',
      what: 'What runs on this page does not show its database: it is no service in this tab.',
      next: 'Stop it, then press Boot and run.',
    };
  if (error instanceof TooLong)
    return {
      kind: 'fault',
      what: 'That is more than 20,000 characters of SQL.',
      next: 'Make it shorter, then run it.',
    };
  if (error instanceof RuntimeFault)
    return {
      kind: 'fault',
      what:
        error.why.code === 'cancelled' ? 'Nothing runs: it was stopped or cancelled.' : 'The service ended.',
      next: 'Press Boot and run to start it anew.',
    };
  return {
    kind: 'fault',
    what: `The trail could not be read any more: ${error instanceof Error ? error.message : 'no reason was given'}.`,
    next: 'Press Reset: it puts the example data back.',
  };
}

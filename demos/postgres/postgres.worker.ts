// PostgreSQL for the console, in a worker of the reader's own tab. Started as the API's worker is (runtime/messages.ts), then it
// answers questions (messages.ts), one after the other, in the order in which they came.
import '../runtime/tab/jitless.ts';
import type { PGlite } from '@electric-sql/pglite';
import type { Boot, FromWorker, Kept, Stage } from '../runtime/messages.ts';
import { causeOf } from '../runtime/tab/cause-of.ts';
import { openDatabase } from '../runtime/tab/open-database.ts';
import { type Desk, deskOf, Refused } from './database.ts';
import type { Answers, Kind, Question, Reply } from './messages.ts';
import type { Outcome } from './outcome.ts';

type Fetching = Parameters<Stage['boot']>[1];

const say = (message: FromWorker | Reply | { readonly keep: Kept }, transfer: Transferable[] = []): void =>
  (self as unknown as Worker).postMessage(message, transfer);

let desk: Promise<Desk> | undefined;
let settled = false;
let keep: Kept | null = null;

async function dump(db: PGlite): Promise<string> {
  const { pgDump } = await import('@electric-sql/pglite-tools/pg_dump');
  return (await pgDump({ pg: db as never })).text();
}

async function open({ manifest, kept }: Boot, fetching: Fetching): Promise<Desk> {
  (globalThis as { pgDumpPath?: string }).pgDumpPath = manifest.files.dump.path;
  const { db, parts } = await openDatabase(fetching, (progress) => say({ type: 'progress', progress }));
  await db.exec(`set timezone = 'UTC'`);
  if (!kept) keep = { wasm: parts.wasm, data: parts.data };
  return deskOf(db, { now: () => performance.now(), dump });
}

export const boot: Stage['boot'] = async (message, parts) => {
  const fail = (error: unknown): void => {
    if (settled) return;
    settled = true;
    say({ type: 'failed', cause: causeOf(error, message.database !== null) });
  };
  // PGlite lets some faults of its start go by: without this a start would hang on them.
  self.addEventListener('unhandledrejection', ({ reason }) => fail(reason));
  try {
    desk = open(message, parts);
    await desk;
    settled = true;
    say({ type: 'ready', label: 'this tab · PostgreSQL 18 (PGlite) · one connection' });
    if (keep) say({ keep });
    keep = null;
  } catch (error) {
    fail(error);
  }
};

/** Outcomes of a long script travel together: each crossing costs as much as a small query. Milliseconds. */
const together = 25;

async function obey({ console: id, kind, ask }: Question): Promise<void> {
  if (desk === undefined) throw new Error('The database was not started.');
  let waiting: Outcome[] = [];
  let last = performance.now();
  const flush = (): void => {
    if (waiting.length > 0) say({ console: id, part: waiting });
    waiting = [];
    last = performance.now();
  };
  const tell = (outcome: Outcome): void => {
    waiting.push(outcome);
    if (performance.now() - last > together) flush();
  };
  try {
    const work = (await desk)[kind] as (
      asked: unknown,
      tell: (one: Outcome) => void,
    ) => Promise<Answers[Kind]['answer']>;
    const answer = await work(ask, tell);
    flush();
    say({ console: id, answer }, answer instanceof ArrayBuffer ? [answer] : []);
  } catch (error) {
    flush();
    if (error instanceof Refused) say({ console: id, refused: error.message });
    // PostgreSQL tells its errors as outcomes; what is thrown is the engine's own end.
    else say({ type: 'failed', cause: { ...causeOf(error, false), ...crashed(error) } });
  }
}

const crashed = (error: unknown) =>
  causeOf(error, false).code === 'internal' ? ({ code: 'crashed' } as const) : {};

let line: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  line = line.then(() => obey(data));
});

// Copies of the database: taken when the console rests, gone back to when a query is stopped, kept in the browser if the reader
// wants that, and brought in from files.
import { worded } from '../runtime/causes.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { isDataDirectory } from '../runtime/tab/tar.ts';
import type { Line } from './connect.ts';
import { afterCopy, noLosses } from './losses.ts';
import { type Core, set } from './state.ts';

/** A database that is larger is copied no more: each copy would take longer than a reader waits. */
export const largestCopy = 128 * 1024 * 1024;
/** Milliseconds without a run after which a copy is taken. */
const rest = 300;

export interface Keeping {
  /** The copy that Stop goes back to; null: the example data. */
  readonly last: ArrayBuffer | null;
  /** What a start begins from: the copy, what is kept in the browser, or null for the example data. */
  source(): Promise<ArrayBuffer | null>;
  /** Something ran: copies when nothing else does for a moment. */
  soon(line: Line): void;
  cancel(): void;
  /** A copy now, whatever has changed. Null inside a transaction. */
  copy(line: Line): Promise<ArrayBuffer | null>;
  /** From now on, this is what the database began as. */
  begin(bytes: ArrayBuffer | null): void;
  setKeep(on: boolean): Promise<void>;
}

export const timeOf = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function keepingOf({ store, ports }: Core): Keeping {
  let bytes: ArrayBuffer | null = null;
  let looked = false;
  let uncopied = false;
  let cancel = (): void => {};

  async function keep(copy: ArrayBuffer, at: number): Promise<void> {
    if (!store.state.keep) return;
    try {
      await ports.cupboard.write({ bytes: copy, at });
    } catch {
      store.send(
        set({
          keep: false,
          notice: {
            tone: 'warn',
            text: 'The browser did not take the database: it has no room, or keeps nothing in a private window. It lives in this tab only; export it to a file to keep it.',
          },
        }),
      );
    }
  }

  async function take(line: Line, always: boolean): Promise<ArrayBuffer | null> {
    const count = store.state.losses.since.length;
    const copy = await line.ask('settle', { always });
    if (copy === null) return null;
    uncopied = copy.byteLength > largestCopy;
    if (uncopied && !always) {
      store.send(
        set({
          notice: {
            tone: 'warn',
            text: 'The database has grown beyond 128 MB and is no longer copied after each change: Stop goes back to the last copy. Export it to keep it.',
          },
        }),
      );
      return null;
    }
    bytes = copy;
    const at = ports.now();
    // Kept first where it is to be kept: who reads that the copy has every change may close the tab.
    await keep(copy, at);
    store.send((state) => ({ ...state, copied: at, losses: afterCopy(state.losses, count) }));
    return copy;
  }

  return {
    get last() {
      return bytes;
    },
    async source() {
      if (bytes !== null || looked) return bytes;
      looked = true;
      const kept = await ports.cupboard.read();
      if (kept && isDataDirectory(new Uint8Array(kept.bytes))) {
        ({ bytes } = kept);
        store.send(set({ keep: true, copied: kept.at }));
      }
      return bytes;
    },
    soon(line) {
      cancel();
      cancel = ports.later(rest, () => {
        const { busy, losses } = store.state;
        if (busy !== null || losses.transaction !== 'I' || uncopied) return;
        // A copy that fails leaves the last one in place; the runtime says what became of the database.
        take(line, false).catch(() => {});
      });
    },
    cancel: () => cancel(),
    copy: (line) => take(line, true),
    begin(from) {
      bytes = from;
      looked = true;
      uncopied = false;
      store.send(set({ losses: noLosses, copied: from === null ? null : store.state.copied }));
    },
    async setKeep(on) {
      store.send(set({ keep: on }));
      if (on) {
        if (bytes) await keep(bytes, store.state.copied ?? ports.now());
        if (store.state.keep)
          store.send(
            set({
              notice: {
                tone: 'pass',
                text: 'From now on the database is kept in this browser after each change, and Boot begins with it.',
              },
            }),
          );
        return;
      }
      const gone = await ports.cupboard.forget();
      store.send(
        set({
          notice: gone
            ? {
                tone: 'pass',
                text: 'What was kept in this browser is deleted. The database lives in this tab only.',
              }
            : {
                tone: 'fail',
                text: 'The browser would not delete what it keeps. Clear the data of this site in its settings.',
              },
        }),
      );
    },
  };
}

/** A fault in words, with what to do. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof RuntimeFault))
    return error instanceof Error ? error.message : 'Something went wrong.';
  const { sentence, step } = worded(error.why, 'tab');
  return `${sentence} ${step}`;
}

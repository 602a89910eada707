// The database as something to keep: export, import, reset, and one step back from the last two. The step back is the whole
// database in this tab's memory, taken before; whatever fails on the way brings back what ran.
import type { Words } from '../runtime/causes.ts';
import { worded } from '../runtime/causes.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { faultIn, fileName, unpacked } from './database-file.ts';
import { type Before, type Core, type Notice, set } from './state.ts';

export interface Keeping {
  /** Saves a file. @returns false when nothing runs here or it failed, which the notice says. */
  exportDatabase(): Promise<boolean>;
  importDatabase(file: Blob): Promise<void>;
  reset(): Promise<void>;
  undo(): Promise<void>;
  /** Changes that no export holds. */
  unsaved(): number;
}

/** @param restart boots again from a database, keeping this tab's turn. */
export function keepingOf(core: Core, restart: (database: Blob) => Promise<void>): Keeping {
  const { store, ports } = core;
  const { runtime } = ports;
  /** Of the changes counted since the start; and those that came with the database. */
  let exported = 0;
  let brought = 0;

  const say = (tone: Notice['tone'], text: string): void => store.send(set({ notice: { tone, text } }));
  const wordsOf = (error: unknown): Words =>
    worded(error instanceof RuntimeFault ? error.why : { code: 'internal', detail: '' });
  const unsaved = (): number => Math.max(0, brought + runtime.changes - exported);
  const fresh = (with_: number): void => {
    exported = 0;
    brought = with_;
  };
  const ended = 'Sessions ended with it: sign in again.';

  async function working(
    kind: 'exporting' | 'importing' | 'resetting' | 'undoing',
    work: () => Promise<void>,
  ) {
    if (store.state.working !== null) return;
    store.send(set({ working: kind, notice: null }));
    await work().finally(() => store.send(set({ working: null })));
  }

  async function snapshot(): Promise<Blob | null> {
    const { running } = runtime;
    return running?.exportDatabase ? running.exportDatabase() : null;
  }

  /** Starts from `database`; when that fails, from what ran before. @returns whether the first worked. */
  async function swap(database: Blob, carries: number, was: Blob | null): Promise<boolean> {
    const had = unsaved();
    try {
      await restart(database);
      fresh(carries);
      store.send(set({ signed: [], active: null }));
      return true;
    } catch (error) {
      const { sentence } = wordsOf(error);
      if (was === null) {
        say('fail', `The API did not start from it. ${sentence} Press Boot for the example data.`);
        return false;
      }
      try {
        await restart(was);
        fresh(had);
        store.send(set({ signed: [], active: null }));
        say('fail', `The API did not start from it. ${sentence} What ran before is back. ${ended}`);
      } catch {
        store.send(set({ before: { what: 'import', database: was, unsaved: had } }));
        say('fail', `Neither that nor what ran before would start. ${sentence} Press Undo to try once more.`);
      }
      return false;
    }
  }

  return {
    unsaved,

    async exportDatabase() {
      let done = false;
      await working('exporting', async () => {
        try {
          const file = await snapshot();
          if (!file) return say('warn', 'There is nothing to export: the API does not run in this tab.');
          const changes = runtime.changes;
          const name = fileName(new Date(ports.now()));
          ports.save(file, name);
          exported = changes;
          brought = 0;
          done = true;
          say('pass', `Exported as ${name}. Import brings it back, in this browser or another.`);
        } catch (error) {
          say('fail', `The export failed. ${wordsOf(error).sentence} Press Export to try again.`);
        }
      });
      return done;
    },

    async importDatabase(file) {
      await working('importing', async () => {
        let bytes: Uint8Array<ArrayBuffer>;
        try {
          bytes = await unpacked(file);
        } catch {
          return say(
            'fail',
            'The file is damaged and could not be unpacked. Nothing was changed; choose another.',
          );
        }
        const fault = faultIn(bytes);
        if (fault !== null)
          return say('fail', `${fault} Nothing was changed; choose a file that Export made.`);
        const had = unsaved();
        const was = await snapshot().catch(() => null);
        if (!(await swap(new Blob([bytes]), 0, was))) return;
        const before: Before | null = was && { what: 'import', database: was, unsaved: had };
        store.send(set({ before }));
        say('pass', `The database of the file is in place. ${ended}`);
      });
    },

    async reset() {
      await working('resetting', async () => {
        const { running } = runtime;
        if (!running?.reset)
          return say('warn', 'There is nothing to reset: the API does not run in this tab.');
        try {
          const had = unsaved();
          const was = await snapshot();
          await running.reset();
          fresh(0);
          store.send(
            set({ before: was && { what: 'reset', database: was, unsaved: had }, signed: [], active: null }),
          );
          say('pass', `The example data is back. ${ended}`);
        } catch (error) {
          say(
            'fail',
            `The reset failed. ${wordsOf(error).sentence} Press Stop, then Boot, for the example data.`,
          );
        }
      });
    },

    async undo() {
      const { before } = store.state;
      if (before === null) return;
      await working('undoing', async () => {
        store.send(set({ before: null }));
        const was = await snapshot().catch(() => null);
        if (await swap(before.database, before.unsaved, was))
          say('pass', `The ${before.what} is undone. ${ended}`);
      });
    },
  };
}

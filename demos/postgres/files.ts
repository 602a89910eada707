// Files of the reader's, in and out.
import { isDataDirectory } from '../runtime/tab/tar.ts';
import { placeIn, readSheet } from './csv.ts';
import type { Keeping } from './keeping.ts';
import type { Life } from './life.ts';
import type { Running } from './running.ts';
import { lineOf } from './split.ts';
import { type Core, set } from './state.ts';

export interface Files {
  saveSql(): Promise<void>;
  exportDatabase(): Promise<void>;
  importDatabase(file: File): Promise<void>;
  undoImport(): Promise<void>;
  /** .sql runs; .csv and .tsv become a table. */
  load(file: File): Promise<void>;
}

const largest = 64 * 1024 * 1024;

export function filesOf({ store, ports }: Core, life: Life, keeping: Keeping, running: Running): Files {
  const { say, doing } = life;
  let before: ArrayBuffer | null = null;

  function saveAs(part: BlobPart, type: string, ending: string): string {
    const time = new Date(ports.now()).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
    const name = `postgres-${time}.${ending}`;
    ports.save(new Blob([part], { type }), name);
    return name;
  }

  const loadScript = (name: string, text: string): Promise<void> =>
    doing(
      `loading ${name}`,
      '',
      async (line) => {
        await running.script(line, { name, text });
        const { results } = store.state;
        const failed = results.blocks.findLast((block) => block.kind === 'result' && block.outcome.error);
        if (failed?.kind !== 'result') return say('pass', `${name} ran to its end.`);
        const { error } = failed.outcome;
        const skipped = results.skipped === 1 ? '1 statement' : `${results.skipped} statements`;
        say(
          'fail',
          `${name}, line ${lineOf(text, failed.query.at + (error?.position ?? 0))}: ${error?.message}. What ran before it stays; ${skipped} after it: not run.`,
        );
      },
      'owner',
    );

  const loadSheet = (name: string, text: string): Promise<void> =>
    doing(
      `loading ${name}`,
      '',
      async (line) => {
        const taken = new Set((store.state.relations ?? []).map((one) => one.name));
        const read = readSheet(name, text, taken);
        if (read.kind === 'refused') return say('fail', `${name}: ${read.why} Nothing was changed.`);
        const { table, columns, csv, rows } = read.sheet;
        const { error } = await line.ask('load', { table, columns, csv });
        if (error) {
          const place = placeIn(read.sheet, error.where);
          return say('fail', `${name}: ${place ? `${place}: ` : ''}${error.message}. Nothing was loaded.`);
        }
        await life.schema(line);
        store.send((state) => ({
          ...state,
          losses: { ...state.losses, since: [...state.losses.since, `load ${name}`] },
          text: `select * from ${table};`,
          selection: [0, 0],
          role: 'owner',
          mark: null,
        }));
        const count = rows === 1 ? '1 row is' : `${rows.toLocaleString('en-GB')} rows are`;
        say('pass', `${count} in the new table ${table}. Run shows them.`);
      },
      'owner',
    );

  return {
    saveSql: () =>
      doing('saving as SQL', '', async (line) => {
        const sql = await line.ask('dump', { back: life.entered ?? 'owner' });
        const name = saveAs(sql, 'application/sql', 'sql');
        say('pass', `Saved as ${name}: pg_dump’s own output, which psql reads too.`);
      }),

    exportDatabase: () =>
      doing('exporting', '', async (line) => {
        const bytes = await keeping.copy(line);
        if (bytes === null)
          return say(
            'warn',
            'Nothing was exported: a transaction is open. End it with COMMIT or ROLLBACK first.',
          );
        const name = saveAs(bytes, 'application/x-tar', 'tar');
        say('pass', `Exported as ${name}. Import brings it back, in this browser or another.`);
      }),

    async importDatabase(file) {
      const bytes = await file.arrayBuffer().catch(() => null);
      if (bytes === null || !isDataDirectory(new Uint8Array(bytes)))
        return say(
          'fail',
          'The file is no export of this console, or was not saved whole. Nothing was changed; choose a .tar that Export made.',
        );
      let was: ArrayBuffer | null = null;
      let open = true;
      await doing('importing', '', async (line) => {
        was = await keeping.copy(line);
        open = store.state.losses.transaction !== 'I';
      });
      if (life.line === null) return;
      if (open)
        return say(
          'warn',
          'Nothing was imported: a transaction is open. End it with COMMIT or ROLLBACK first.',
        );
      if (await life.restart(bytes)) {
        before = was;
        store.send(set({ before: 'import' }));
        return say('pass', `The database of ${file.name} is in place.`);
      }
      const back = await life.restart(was);
      say(
        'fail',
        `PostgreSQL did not start from ${file.name}: it may be of another version. ${back ? 'What ran before is back.' : 'Press Boot for the example data.'}`,
      );
    },

    async undoImport() {
      const was = before;
      before = null;
      store.send(set({ before: null }));
      if (was && (await life.restart(was))) say('pass', 'The import is undone.');
    },

    async load(file) {
      if (file.size > largest)
        return say('fail', `${file.name} is larger than 64 MB, more than this tab should hold.`);
      const text = await file.text().catch(() => null);
      if (text === null) return say('fail', `${file.name} could not be read. Choose it again.`);
      await (/\.(csv|tsv)$/i.test(file.name) ? loadSheet : loadScript)(file.name, text);
    },
  };
}

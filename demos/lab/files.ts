// The project's files as a tree. Packages and the database's files are named and not opened: nobody edits them here.
import type { Language } from '../kit/Editor.tsx';

export interface Entry {
  readonly name: string;
  /** From the project's top: "reference-api/access/policy.js" */
  readonly path: string;
  /** null: a file. Empty and `closed`: a folder that is not listed. */
  readonly entries: readonly Entry[] | null;
  readonly closed: boolean;
}

/** What is used of the container's file system. */
export interface Files {
  readdir(
    path: string,
    options: { withFileTypes: true },
  ): Promise<readonly { name: string; isDirectory(): boolean }[]>;
  readFile(path: string, encoding: 'utf-8'): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
}

const closed = new Set(['node_modules', 'assets']);

export async function readTree(files: Pick<Files, 'readdir'>, folder = ''): Promise<readonly Entry[]> {
  const found = await files.readdir(folder || '.', { withFileTypes: true });
  const entries = await Promise.all(
    found.map(async (one): Promise<Entry> => {
      const path = folder === '' ? one.name : `${folder}/${one.name}`;
      if (!one.isDirectory()) return { name: one.name, path, entries: null, closed: false };
      if (closed.has(path)) return { name: one.name, path, entries: [], closed: true };
      return { name: one.name, path, entries: await readTree(files, path), closed: false };
    }),
  );
  // Folders first, then by name.
  return entries.sort(
    (a, b) => Number(a.entries === null) - Number(b.entries === null) || (a.name < b.name ? -1 : 1),
  );
}

export function languageOf(path: string): Language {
  if (/\.m?js$/.test(path)) return 'javascript';
  if (path.endsWith('.json')) return 'json';
  return path.endsWith('.sql') ? 'sql' : 'text';
}

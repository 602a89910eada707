// The container's file system as a folder of this machine: paths are taken from the working directory and never lead out of it.
import { watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { DirEnt, FileSystemAPI, FSWatchCallback, FSWatchOptions, IFSWatcher } from '@webcontainer/api';

export class PathEscape extends Error {
  override readonly name = 'PathEscape';
  readonly code = 'EACCES';
}

/** @throws PathEscape for "..", and for what is absolute but not in the folder */
export function inside(root: string, path: string): string {
  const full = normalize(isAbsolute(path) && path.startsWith(root) ? path : join(root, path));
  if ((path.startsWith('/') && !path.startsWith(root)) || (full !== root && !full.startsWith(root + sep)))
    throw new PathEscape(`EACCES: ${path} is outside of the working directory`);
  return full;
}

export class StandInFiles implements FileSystemAPI {
  readonly #root: string;
  readonly #watchers = new Set<IFSWatcher>();

  constructor(root: string) {
    this.#root = root;
  }

  readdir(
    path: string,
    options: 'buffer' | { encoding: 'buffer'; withFileTypes?: false },
  ): Promise<Uint8Array[]>;
  readdir(
    path: string,
    options?: { encoding?: string | null; withFileTypes?: false } | string | null,
  ): Promise<string[]>;
  readdir(path: string, options: { encoding: 'buffer'; withFileTypes: true }): Promise<DirEnt<Uint8Array>[]>;
  readdir(
    path: string,
    options: { encoding?: string | null; withFileTypes: true },
  ): Promise<DirEnt<string>[]>;
  // biome-ignore lint/suspicious/noExplicitAny: one body for the four overloads of the package
  async readdir(path: string, options?: any): Promise<any> {
    const folder = inside(this.#root, path);
    if (options?.withFileTypes) return readdir(folder, { withFileTypes: true });
    return readdir(folder, options);
  }

  readFile(path: string, encoding?: null): Promise<Uint8Array>;
  readFile(path: string, encoding: BufferEncoding): Promise<string>;
  async readFile(path: string, encoding?: BufferEncoding | null): Promise<Uint8Array | string> {
    const file = inside(this.#root, path);
    return encoding ? readFile(file, encoding) : new Uint8Array(await readFile(file));
  }

  async writeFile(path: string, data: string | Uint8Array): Promise<void> {
    await writeFile(inside(this.#root, path), data);
  }

  mkdir(path: string, options?: { recursive?: false }): Promise<void>;
  mkdir(path: string, options: { recursive: true }): Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: one body for both overloads of the package
  async mkdir(path: string, options?: { recursive?: boolean }): Promise<any> {
    return mkdir(inside(this.#root, path), options);
  }

  async rm(path: string, options: { force?: boolean; recursive?: boolean } = {}): Promise<void> {
    await rm(inside(this.#root, path), options);
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(inside(this.#root, from), inside(this.#root, to));
  }

  watch(path: string, options?: FSWatchOptions | FSWatchCallback, listener?: FSWatchCallback): IFSWatcher {
    const hear = typeof options === 'function' ? options : listener;
    const recursive = typeof options === 'object' && options?.recursive === true;
    const watched = watch(inside(this.#root, path), { recursive }, (event, name) =>
      hear?.(event, name ?? ''),
    );
    const watcher = {
      close: () => {
        this.#watchers.delete(watcher);
        watched.close();
      },
    };
    this.#watchers.add(watcher);
    return watcher;
  }
}

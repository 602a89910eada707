// What a WebContainer is to the page, made of a folder and real Node processes of this machine. Its members are the package's own,
// member for member (type-contract.ts). For tests only: nothing here keeps a program from doing harm.
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  ExportOptions,
  FileSystemTree,
  SpawnOptions,
  Unsubscribe,
  WebContainer,
  WebContainerProcess,
} from '@webcontainer/api';
import { snapshot } from '@webcontainer/snapshot';
import { inside, StandInFiles } from './files.ts';
import { StandInProcess } from './process.ts';
import { readSnapshot, type Tree } from './snapshot.ts';

const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));
const shell = fileURLToPath(new URL('./shell.mjs', import.meta.url));

/** The child tells its preload's news over IPC. */
interface Opened {
  readonly opened: number;
  readonly at: number;
}

export class StandIn implements Pick<WebContainer, keyof WebContainer> {
  readonly fs: StandInFiles;
  readonly path = '/bin:/usr/bin';
  readonly workdir: string;
  readonly #node: string;
  readonly #events = new EventEmitter();
  readonly #children = new Set<ChildProcess>();
  #tornDown = false;

  /** @param node the program that "node" means: Node 20 or 22, as in a WebContainer */
  constructor(node: string) {
    this.#node = node;
    this.workdir = realpathSync(mkdtempSync(join(tmpdir(), 'lavbytes-container-')));
    this.fs = new StandInFiles(this.workdir);
  }

  spawn(command: string, args: string[], options?: SpawnOptions): Promise<WebContainerProcess>;
  spawn(command: string, options?: SpawnOptions): Promise<WebContainerProcess>;
  async spawn(
    command: string,
    given?: string[] | SpawnOptions,
    more?: SpawnOptions,
  ): Promise<WebContainerProcess> {
    this.#refuseTornDown();
    const [args, options] = Array.isArray(given) ? [given, more] : [[], given];
    const programs: Readonly<Record<string, readonly string[]>> = {
      node: ['--require', preload, ...args],
      jsh: [shell, ...args],
    };
    const line = programs[command];
    if (!line) throw new Error(`command not found: ${command}`);
    const environment = Object.entries(options?.env ?? {}).map(([name, value]) => [name, String(value)]);
    const child = spawn(this.#node, line, {
      cwd: inside(this.workdir, options?.cwd ?? '.'),
      env: { PATH: this.path, ...Object.fromEntries(environment) },
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    });
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
    child.on('message', (message) => {
      const { opened, at } = message as Opened;
      const url = `http://127.0.0.1:${at}`;
      this.#events.emit('port', opened, 'open', url);
      this.#events.emit('server-ready', opened, url);
      child.once('close', () => this.#events.emit('port', opened, 'close', url));
    });
    return new StandInProcess(child, options?.output !== false);
  }

  export(path: string): Promise<FileSystemTree>;
  export(path: string, options: ExportOptions & { format?: 'json' }): Promise<FileSystemTree>;
  export(path: string, options: ExportOptions): Promise<Uint8Array>;
  // biome-ignore lint/suspicious/noExplicitAny: one body for the three overloads of the package
  async export(path: string, options: ExportOptions = {}): Promise<any> {
    const { format = 'json' } = options;
    if (format === 'zip') throw new Error('The stand-in exports no zip.');
    const bytes = new Uint8Array(await snapshot(inside(this.workdir, path)));
    return format === 'binary' ? bytes : asTree(readSnapshot(bytes));
  }

  // biome-ignore lint/suspicious/noExplicitAny: one body for the overloads of the package, one an event
  on(event: string, listener: (...args: any[]) => void): Unsubscribe {
    this.#events.on(event, listener);
    return () => void this.#events.off(event, listener);
  }

  async mount(
    given: FileSystemTree | Uint8Array | ArrayBuffer,
    options: { mountPoint?: string } = {},
  ): Promise<void> {
    this.#refuseTornDown();
    const root = inside(this.workdir, options.mountPoint ?? '.');
    if (given instanceof Uint8Array || given instanceof ArrayBuffer)
      write(root, readSnapshot(new Uint8Array(given)));
    else write(root, fromTree(given));
  }

  async setPreviewScript(): Promise<void> {
    throw new Error('The stand-in has no previews to put a script into.');
  }

  teardown(): void {
    this.#refuseTornDown();
    this.#tornDown = true;
    for (const child of this.#children) child.kill('SIGKILL');
    this.#events.removeAllListeners();
    rmSync(this.workdir, { recursive: true, force: true });
  }

  #refuseTornDown(): void {
    if (this.#tornDown) throw new Error('WebContainer already torn down');
  }
}

function write(folder: string, tree: Tree): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, entry] of tree) {
    const path = inside(folder, name);
    if (entry instanceof Uint8Array) writeFileSync(path, entry);
    else write(path, entry);
  }
}

const asTree = (tree: Tree): FileSystemTree =>
  Object.fromEntries(
    [...tree].map(([name, entry]) => [
      name,
      entry instanceof Uint8Array ? { file: { contents: entry } } : { directory: asTree(entry) },
    ]),
  );

function fromTree(tree: FileSystemTree): Tree {
  return new Map(
    Object.entries(tree).map(([name, entry]): [string, Tree | Uint8Array] => {
      if ('directory' in entry) return [name, fromTree(entry.directory)];
      if ('symlink' in entry.file) throw new Error('The stand-in makes no symbolic links.');
      const { contents } = entry.file;
      return [name, typeof contents === 'string' ? new TextEncoder().encode(contents) : contents];
    }),
  );
}

// The stand-in's server on 127.0.0.1: serves the frame's page and lends it a StandIn. `manner` is how it behaves when it is asked.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { IFSWatcher, WebContainerProcess } from '@webcontainer/api';
import { build } from 'esbuild';
import { StandIn } from './stand-in.ts';

/** silent: a page that says nothing. refuses: 503. hangs: no answer at all. */
export type Manner = 'serves' | 'silent' | 'refuses' | 'hangs';

export interface StandInServer {
  readonly origin: string;
  manner: Manner;
  /** Addresses of the frame's page that were asked for, with the client's parameters. */
  readonly asked: readonly string[];
  /** Answers, late, whoever was left hanging. */
  release(): void;
  /** How often a container was made and torn down. */
  readonly built: () => number;
  readonly tornDown: () => number;
  /** The container that is there now. */
  readonly current: () => StandIn | null;
  stop(): Promise<void>;
}

/** What an isolated page of another origin may frame. */
const framed = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

export const bundle = async (file: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
  });
  return outputFiles[0]?.text ?? '';
};

let pageScript: Promise<string> | null = null;

/** @param node the program that stands for the container's node */
export async function serveStandIn(node: string): Promise<StandInServer> {
  pageScript ??= bundle('./page.ts');
  const script = await pageScript;
  const asked: string[] = [];
  let standIn: StandIn | null = null;
  let built = 0;
  let tornDown = 0;
  let listening: ServerResponse | null = null;
  const processes = new Map<
    number,
    { process: WebContainerProcess; input: WritableStreamDefaultWriter<string> }
  >();
  const undo = new Map<number, () => void>();
  const hanging: (() => void)[] = [];
  let last = 0;

  const tell = (listener: number, ...args: unknown[]): void => {
    listening?.write(`data: ${JSON.stringify({ listener, args })}\n\n`);
  };
  const next = (): number => {
    last += 1;
    return last;
  };
  const mine = (): StandIn => {
    if (!standIn) throw new Error('no container was built');
    return standIn;
  };
  function end(): void {
    if (!standIn) return;
    standIn.teardown();
    standIn = null;
    tornDown += 1;
    processes.clear();
    undo.clear();
  }

  // biome-ignore lint/suspicious/noExplicitAny: arguments come over the wire; the page sends what the client sent
  const calls: Readonly<Record<string, (...args: any[]) => unknown>> = {
    build() {
      if (standIn) throw new Error('Only a single WebContainer instance can be booted');
      standIn = new StandIn(node);
      built += 1;
    },
    runtimeInfo: () => ({ path: mine().path, cwd: mine().workdir }),
    loadFiles: (bytes: Uint8Array, options) =>
      bytes[0] === 0x7b
        ? mine().mount(
            external(JSON.parse(new TextDecoder().decode(bytes))),
            options?.mountPoints && { mountPoint: options.mountPoints },
          )
        : mine().mount(bytes, options?.mountPoints && { mountPoint: options.mountPoints }),
    serialize: (path, options) => mine().export(path, { ...options, format: 'binary' }),
    setPreviewScript: () => mine().setPreviewScript(),
    teardown: end,
    async run({ command, args, cwd, env }, output: number | null) {
      const process = await mine().spawn(command, args ?? [], { ...(cwd && { cwd }), ...(env && { env }) });
      const id = next();
      processes.set(id, { process, input: process.input.getWriter() });
      void (async () => {
        for await (const text of process.output) if (output) tell(output, text);
        if (output) tell(output, null);
      })();
      return id;
    },
    exit: (id) => processes.get(id)?.process.exit,
    kill: (id) => processes.get(id)?.process.kill(),
    write: (id, text) => processes.get(id)?.input.write(text),
    resize: (id, size) => processes.get(id)?.process.resize(size),
    on(event, listener: number) {
      const id = next();
      undo.set(
        id,
        mine().on(event, (...args: unknown[]) => tell(listener, ...args)),
      );
      return id;
    },
    off: (id) => undo.get(id)?.(),
    'fs.readFile': (path, encoding) => mine().fs.readFile(path, encoding),
    'fs.writeFile': (path, data) => mine().fs.writeFile(path, data),
    'fs.mkdir': (path, options) => mine().fs.mkdir(path, options ?? undefined),
    'fs.rm': (path, options) => mine().fs.rm(path, options ?? undefined),
    'fs.rename': (from, to) => mine().fs.rename(from, to),
    async 'fs.readdir'(path, options) {
      if (!options?.withFileTypes) return mine().fs.readdir(path, options);
      const entries = await mine().fs.readdir(path, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, type: entry.isDirectory() ? 2 : 1 }));
    },
    'fs.watch'(path, options, listener: number | null) {
      const id = next();
      const watcher: IFSWatcher = mine().fs.watch(path, options, (event, name) => {
        if (listener) tell(listener, event, String(name));
      });
      undo.set(id, () => watcher.close());
      return id;
    },
    unwatch: (id) => undo.get(id)?.(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const [, kind, name = ''] = url.pathname.split('/');
    if (kind === 'headless') return page(url.href, response);
    if (url.pathname === '/page.js') {
      response.writeHead(200, { ...framed, 'content-type': 'text/javascript' }).end(script);
    } else if (kind === 'events') {
      listening = response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      response.write(': here\n\n');
      // The frame is gone, and with it whatever it had: as when a tab is closed.
      response.once('close', () => {
        if (listening === response) end();
      });
    } else if (kind === 'call' && request.method === 'POST') {
      const body = new Uint8Array(await buffer(request));
      const args = JSON.parse(url.searchParams.get('args') ?? new TextDecoder().decode(body)).map(
        (one: { bytes?: true } | null) => (one?.bytes ? body : (one ?? undefined)),
      );
      const value = await Promise.resolve()
        .then(() => calls[name]?.(...args))
        .then(
          (done) => (done instanceof Uint8Array ? done : { value: done }),
          ({ name, message }: Error) => ({ error: { name, message } }),
        );
      const type = value instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
      response
        .writeHead(200, { 'content-type': type })
        .end(value instanceof Uint8Array ? value : JSON.stringify(value));
    } else response.writeHead(404).end();
  }

  function page(href: string, response: ServerResponse): void {
    asked.push(href);
    if (server.manner === 'hangs') {
      hanging.push(() => page(href, response));
      return;
    }
    const head = { ...framed, 'content-type': 'text/html' };
    if (server.manner === 'refuses') response.writeHead(503, head).end('503');
    else
      response
        .writeHead(200, head)
        .end(server.manner === 'serves' ? '<script type="module" src="/page.js"></script>' : 'nothing');
  }

  const http: Server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: StandInServer = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    manner: 'serves',
    release() {
      server.manner = 'serves';
      for (const answerNow of hanging.splice(0)) answerNow();
    },
    asked,
    built: () => built,
    tornDown: () => tornDown,
    current: () => standIn,
    async stop() {
      end();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

interface Internal {
  readonly d?: Readonly<Record<string, Internal>>;
  readonly f?: { readonly c: string; readonly b?: boolean };
}

/** The tree as it travels for mount() of an object. */
function external({ d = {} }: Internal): Parameters<StandIn['mount']>[0] {
  return Object.fromEntries(
    Object.entries(d).map(([name, entry]) => [
      name,
      entry.f
        ? { file: { contents: entry.f.b ? Uint8Array.from(entry.f.c, (c) => c.charCodeAt(0)) : entry.f.c } }
        : { directory: external(entry) as never },
    ]),
  );
}

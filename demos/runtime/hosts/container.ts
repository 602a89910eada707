// The API on real Node, in a WebContainer of StackBlitz. Only a cross-origin isolated page can ask for one: the lab.
import type { FileSystemAPI, WebContainer, WebContainerProcess } from '@webcontainer/api';
import { type Bridge, openBridge } from '../container/bridge.ts';
import { createEngine, type Engine, type EngineOptions } from '../container/engine.ts';
import { type Project, projectBytes, readManifest, readProject } from '../container/project.ts';
import { createService, type Service } from '../container/service.ts';
import { hearLines } from '../container/told.ts';
import type { BootOptions, Cause, Client, Host, HostLabel, Running } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { steps } from './container-steps.ts';

export interface ContainerOptions extends EngineOptions {
  readonly engine?: Engine;
  /** Where the built files are: "/" on the site. */
  readonly base?: string;
  /** Milliseconds from the start of the process to its open port. */
  readonly listenPatience?: number;
  /** Everything that the API prints, colours and all, from its first word on. */
  readonly heard?: (text: string) => void;
}

/** What the lab has beside an API that answers. */
export interface Inside {
  readonly files: FileSystemAPI;
  /** Ends the API and starts it again with the files as they are. Calls that are under way reject. @throws RuntimeFault */
  restart(signal: AbortSignal): Promise<void>;
  /** The container's shell. */
  shell(size: { cols: number; rows: number }): Promise<WebContainerProcess>;
  /** Told when the API ends by itself; the container and its files stay. */
  onCrash(told: (cause: Cause) => void): void;
}

export interface ContainerHost extends Host {
  /** null unless booted. */
  readonly inside: Inside | null;
}

const port = 3000;

export function createContainerHost(options: ContainerOptions): ContainerHost {
  const engine = options.engine ?? createEngine(options);
  const { base = '/', listenPatience = 60_000, heard } = options;
  let inside: Inside | null = null;

  async function boot({ signal, progress, layersOff = [], database }: BootOptions): Promise<Running> {
    const refused = engine.refusal();
    if (refused) throw new RuntimeFault(refused);
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    try {
      progress({ kind: 'starting', step: steps.ask });
      const [container, project] = await Promise.all([engine.open(both), bring(both, progress)]);
      if (database) project.assets.set('assets/image.tar', new Uint8Array(await database.arrayBuffer()));
      progress({ kind: 'starting', step: steps.write });
      await unpack(container, project);
      both.throwIfAborted();
      const service = createService(container, {
        command: ['node', 'api.mjs'],
        env: {
          PORT: String(port),
          MODE: 'sandbox',
          BRIDGE_ORIGIN: location.origin,
          ...(layersOff.length > 0 && { LAYERS_OFF: layersOff.join(',') }),
        },
        port,
        patience: listenPatience,
      });
      if (heard) service.listen(heard);
      const running = createRunning(container, service);
      await running.start(both, progress);
      inside = running.inside;
      return running.running;
    } catch (error) {
      failed.abort(error);
      engine.close();
      throw error;
    }
  }

  async function bring(signal: AbortSignal, progress: BootOptions['progress']) {
    const manifest = await readManifest(base, signal);
    const total = projectBytes(manifest);
    let sum = 0;
    const project: Project = await readProject(manifest, {
      base,
      signal,
      received(bytes) {
        sum += bytes;
        progress({ kind: 'loading', received: sum, total });
      },
    });
    progress({ kind: 'starting', step: steps.ask });
    return { snapshot: project.snapshot, assets: new Map(project.assets) };
  }

  function createRunning(container: WebContainer, service: Service) {
    let bridge: Bridge | null = null;
    let away: Error = new RuntimeFault({ code: 'not-answering', detail: 'the API is starting' });
    let crashed: (cause: Cause) => void = () => {};
    let label: HostLabel = { kind: 'container', text: 'WebContainer' };
    let end: (cause: Cause) => void = () => {};
    const ended = new Promise<Cause>((resolve) => {
      end = resolve;
    });

    function leave(why: Error): void {
      away = why;
      bridge?.close(why);
      bridge = null;
    }
    service.onEnd((detail) => {
      const cause: Cause = { code: 'crashed', detail };
      leave(new RuntimeFault(cause));
      crashed(cause);
    });
    container.on('error', ({ message }) => end({ code: 'crashed', detail: message }));

    async function start(signal: AbortSignal, progress: BootOptions['progress'] = () => {}): Promise<void> {
      leave(new RuntimeFault({ code: 'not-answering', detail: 'the API is starting' }));
      progress({ kind: 'starting', step: steps.start });
      const url = await service.start(signal).catch((error: unknown) => {
        if (error instanceof RuntimeFault) leave(error);
        throw error;
      });
      progress({ kind: 'starting', step: steps.connect });
      bridge = await openBridge(url, signal);
      label = { kind: 'container', text: `WebContainer · ${bridge.told}` };
    }
    const client: Client = {
      get label() {
        return label;
      },
      fetch: (path, init) => (bridge ? bridge.fetch(path, init) : Promise.reject(away)),
    };
    const running: Running = {
      client,
      listen: (hear) => service.listen(hearLines(hear)),
      stop() {
        leave(new RuntimeFault({ code: 'cancelled', detail: 'stopped' }));
        inside = null;
        void service.stop();
        engine.close();
      },
      ended,
    };
    return {
      start,
      running,
      inside: {
        files: container.fs,
        restart: (signal: AbortSignal) => start(signal),
        shell: (size: { cols: number; rows: number }) => container.spawn('jsh', [], { terminal: size }),
        onCrash(told: (cause: Cause) => void) {
          crashed = told;
        },
      } satisfies Inside,
    };
  }

  return {
    kind: 'container',
    refusal: () => engine.refusal(),
    boot,
    get inside() {
      return inside;
    },
  };
}

/** The engine keeps the bytes it is given: each is handed over once. */
async function unpack(container: WebContainer, { snapshot, assets }: Project): Promise<void> {
  await container.mount(snapshot).catch((error: unknown) => {
    throw new RuntimeFault({ code: 'asset-corrupt', detail: `the container refused the snapshot: ${error}` });
  });
  for (const [name, bytes] of assets) await container.fs.writeFile(name, bytes);
}

// Runs in the test's own isolated page: the host as the lab uses it, with the unmodified client, and handles for the tests.
import type { WebContainer } from '@webcontainer/api';
import { type Bridge, openBridge } from '#demos/runtime/container/bridge.ts';
import type { Progress, Running } from '#demos/runtime/contract.ts';
import { RuntimeFault } from '#demos/runtime/fault.ts';
import {
  type ContainerHost,
  type ContainerOptions,
  createContainerHost,
} from '#demos/runtime/hosts/container.ts';

const settings: { standIn: string; options: ContainerOptions } = JSON.parse(
  document.querySelector('meta[name=settings]')?.getAttribute('content') ?? '{}',
);
Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: settings.standIn });

const host: ContainerHost = createContainerHost({
  ...settings.options,
  heard: (text) => {
    state.output += text;
  },
});
const abort = { now: new AbortController() };
const state: { running: Running | null; output: string; watched: string[]; crashed: string[] } = {
  running: null,
  output: '',
  watched: [],
  crashed: [],
};
const words = (error: unknown): string =>
  error instanceof RuntimeFault ? `${error.why.code}: ${error.why.detail}` : String(error);

const handles = {
  host,
  state,
  refusal: () => host.refusal()?.code ?? null,
  cancel: () => abort.now.abort(new RuntimeFault({ code: 'cancelled', detail: 'by the test' })),
  /** "ready" or the cause, and the steps on the way. */
  async boot(
    layersOff: string[] = [],
  ): Promise<{ ended: string; label: string; steps: string[]; received: number; milliseconds: number }> {
    abort.now = new AbortController();
    const steps: string[] = [];
    let received = 0;
    const begun = performance.now();
    const progress = (one: Progress) => {
      if (one.kind === 'loading') received = one.received;
      else steps.push(one.step);
    };
    let ended = 'ready';
    try {
      state.running = await host.boot({ signal: abort.now.signal, progress, layersOff });
      host.inside?.onCrash((cause) => state.crashed.push(cause.detail));
    } catch (error) {
      ended = words(error);
    }
    return {
      ended,
      label: state.running?.client.label.text ?? '',
      steps,
      received,
      milliseconds: performance.now() - begun,
    };
  },
  async call(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string; after?: number },
  ) {
    try {
      const signal = init?.after === undefined ? undefined : AbortSignal.timeout(init.after);
      const answer = await state.running?.client.fetch(path, { ...init, ...(signal && { signal }) });
      const text = (await answer?.text()) ?? '';
      return { status: answer?.status ?? 0, body: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      return { error: words(error) };
    }
  },
  restart: () => host.inside?.restart(new AbortController().signal).then(() => 'ready', words),
  files: () => host.inside?.files as WebContainer['fs'],
  /** What is heard of changes to a file while it is written. */
  async watched(path: string, text: string): Promise<string[]> {
    const heard: string[] = [];
    const files = host.inside?.files;
    const watcher = files?.watch(path, (event, name) => heard.push(`${event} ${name}`));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await files?.writeFile(path, text);
    for (let i = 0; i < 50 && heard.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    watcher?.close();
    return heard;
  },
  async shell(line: string): Promise<string> {
    const process = await host.inside?.shell({ cols: 80, rows: 24 });
    const writer = process?.input.getWriter();
    const reader = process?.output.getReader();
    let text = '';
    await writer?.write(line);
    const enough = AbortSignal.timeout(5_000);
    while (!text.includes('greeting.txt') && !enough.aborted) text += (await reader?.read())?.value ?? '';
    process?.kill();
    return text;
  },
  tried: (work: Promise<unknown>) =>
    work.then(
      (value) => ({ value }),
      (error) => ({ error: words(error) }),
    ),
  async bridge(url: string): Promise<string> {
    try {
      const bridge: Bridge = await openBridge(url, new AbortController().signal, 1_500);
      const answer = await bridge.fetch('/v1');
      return `${bridge.told} ${answer.status}`;
    } catch (error) {
      return words(error);
    }
  },
};

declare global {
  var lab: LabHandles;
}
type LabHandles = typeof handles;
globalThis.lab = handles;

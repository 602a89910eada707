// The one WebContainer of a document. The client's boot() has no timeout, never rejects when its frame is blocked, and keeps its
// promise: only a new document can try again. So: a time limit of our own, and a failed engine stays failed here.
import type { BootOptions, WebContainer } from '@webcontainer/api';
import type { Cause } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { watchFrame } from './frame.ts';
import { type Here, hereNow, hindrance } from './here.ts';

/** What is used of the package, so that tests can bring another. */
export interface EngineApi {
  configureAPIKey(key: string): void;
  readonly WebContainer: { boot(options: BootOptions): Promise<WebContainer> };
}

export interface EngineOptions {
  readonly key: string | null;
  readonly load?: () => Promise<EngineApi>;
  readonly here?: () => Here;
  /** Milliseconds that StackBlitz has to answer. */
  readonly patience?: number;
}

export interface Engine {
  /** null when it can be tried here, else why not. */
  refusal(): Cause | null;
  /** @throws RuntimeFault; the signal's reason when it is aborted */
  open(signal: AbortSignal): Promise<WebContainer>;
  /** Gives the container back. Harmless when there is none. */
  close(): void;
}

/** Where the client puts its frame; the contract test points it at this machine. */
export const engineOrigin = (): string =>
  new URL(
    (globalThis as { WEBCONTAINER_API_IFRAME_URL?: string }).WEBCONTAINER_API_IFRAME_URL ??
      'https://stackblitz.com',
  ).origin;

export function createEngine(options: EngineOptions): Engine {
  const { key, here = hereNow, patience = 15_000 } = options;
  const load = options.load ?? (() => import('@webcontainer/api'));
  let unusable: Cause | null = null;
  let container: WebContainer | null = null;
  /** A boot cannot be taken back. One that nobody waits for any more is closed when it comes. */
  let pending: Promise<WebContainer> | null = null;
  let wanted = false;

  async function begin(): Promise<WebContainer> {
    const api = await load().catch((error: unknown) => {
      throw new RuntimeFault({ code: 'asset-missing', detail: `@webcontainer/api: ${error}` });
    });
    if (key) api.configureAPIKey(key);
    return api.WebContainer.boot({ coep: 'require-corp' });
  }

  function close(): void {
    const closing = container;
    container = null;
    // A second teardown throws.
    closing?.teardown();
  }

  return {
    refusal: () => unusable ?? hindrance(here(), key),
    close,
    async open(signal) {
      signal.throwIfAborted();
      if (container || wanted) throw new RuntimeFault({ code: 'other-host', detail: 'one container a page' });
      wanted = true;
      const origin = engineOrigin();
      const frame = watchFrame(origin);
      if (pending === null) {
        pending = begin();
        pending.then(
          (late) => {
            pending = null;
            if (!wanted) late.teardown();
          },
          () => {
            pending = null;
          },
        );
      }
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const seconds = Math.round(patience / 100) / 10;
          unusable = frame.came()
            ? { code: 'blocked', detail: `${origin} was framed and said nothing within ${seconds} s` }
            : { code: 'start-timeout', detail: `${origin} did not answer within ${seconds} s` };
          reject(new RuntimeFault(unusable));
        }, patience);
      });
      const refused = frame.refused.then((address) => {
        unusable = { code: 'blocked', detail: `this page's policy refused a frame of ${address}` };
        throw new RuntimeFault(unusable);
      });
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      try {
        container = await Promise.race([pending, tooLong, refused, aborted]);
        addEventListener('pagehide', close, { once: true });
        return container;
      } catch (error) {
        if (error instanceof RuntimeFault || signal.aborted) throw error;
        unusable = { code: 'internal', detail: String(error) };
        throw new RuntimeFault(unusable);
      } finally {
        wanted = false;
        clearTimeout(timer);
        frame.end();
      }
    },
  };
}

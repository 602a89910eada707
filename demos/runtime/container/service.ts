// The API as a process in the container: started, heard, restarted. A start ends in an address or in a cause, whichever of ready,
// exit, an error of the engine and our own patience comes first. Listeners are in place before the process exists.
import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import { RuntimeFault } from '../fault.ts';

export interface ServiceOptions {
  readonly command: readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Milliseconds from the start to the open port. */
  readonly patience: number;
}

export interface Service {
  /** @returns the service's address. @throws RuntimeFault `crashed` with its last lines, `start-timeout` */
  start(signal: AbortSignal): Promise<string>;
  /** Ends the process and waits until it is gone, two seconds at the most. */
  stop(): Promise<void>;
  /** Everything it prints, as it comes. @returns unsubscribe */
  listen(hear: (text: string) => void): () => void;
  /** Told when it ends by itself after it had listened, with its exit code and last lines. */
  onEnd(ended: (detail: string) => void): void;
}

/** What a terminal reads as colours and movements. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

export function createService(container: WebContainer, options: ServiceOptions): Service {
  const { command, env, port, patience } = options;
  const hearers = new Set<(text: string) => void>();
  let process: WebContainerProcess | null = null;
  let ended: (detail: string) => void = () => {};
  let tail = '';

  const lastLines = (): string =>
    tail.replace(colours, '').trim().split(/\r?\n/).slice(-8).join('\n').slice(-1200) || 'it printed nothing';

  async function drain(running: WebContainerProcess): Promise<void> {
    const reader = running.output.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      tail = (tail + value).slice(-4000);
      for (const hear of hearers) hear(value);
    }
  }

  async function stop(): Promise<void> {
    const ending = process;
    process = null;
    if (!ending) return;
    ending.kill();
    await Promise.race([ending.exit, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  }

  return {
    async start(signal) {
      await stop();
      tail = '';
      const settled = new AbortController();
      const undo: (() => void)[] = [];
      const outcome = new Promise<string>((resolve, reject) => {
        const fail = (code: 'crashed' | 'start-timeout', detail: string) =>
          reject(new RuntimeFault({ code, detail }));
        undo.push(
          container.on('server-ready', (at, url) => {
            if (at === port) resolve(url);
          }),
          container.on('error', ({ message }) => fail('crashed', message)),
        );
        const timer = setTimeout(
          () => fail('start-timeout', `no port ${port} after ${patience / 1000} s. ${lastLines()}`),
          patience,
        );
        undo.push(() => clearTimeout(timer));
        signal.addEventListener('abort', () => reject(signal.reason), { signal: settled.signal });
        begin().catch((error: unknown) => fail('crashed', `${command.join(' ')}: ${error}`));

        async function begin(): Promise<void> {
          const [program, ...args] = command;
          const running = await container.spawn(program, args, { env: { ...env } });
          if (settled.signal.aborted) return running.kill();
          process = running;
          const drained = drain(running);
          const code = await running.exit;
          await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, 200))]);
          if (process !== running) return;
          process = null;
          const detail = `exit code ${code}\n${lastLines()}`;
          if (settled.signal.aborted) ended(detail);
          else fail('crashed', detail);
        }
      });
      try {
        return await outcome;
      } catch (error) {
        await stop();
        throw error;
      } finally {
        settled.abort();
        for (const one of undo) one();
      }
    },
    stop,
    listen(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    onEnd(tell) {
      ended = tell;
    },
  };
}

// A process of the stand-in: a real one of this machine, without a terminal of its own.
import type { ChildProcess } from 'node:child_process';
import type { WebContainerProcess } from '@webcontainer/api';

export class StandInProcess implements WebContainerProcess {
  readonly exit: Promise<number>;
  readonly input: WritableStream<string>;
  readonly output: ReadableStream<string>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, heard: boolean) {
    this.#child = child;
    this.exit = new Promise((resolve) => {
      child.once('close', (code) => resolve(code ?? 137));
    });
    this.output = new ReadableStream({
      start(controller) {
        for (const stream of [child.stdout, child.stderr])
          stream?.setEncoding('utf8').on('data', (text: string) => {
            if (heard) controller.enqueue(text);
          });
        child.once('close', () => controller.close());
      },
    });
    this.input = new WritableStream({
      write(text) {
        child.stdin?.write(text.replaceAll('\r', '\n'));
      },
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  resize(): void {
    // A pipe has no size.
  }
}

// Runs in a page of the built site: boots the tab host, as the demos do, and speaks one part of the script with it.
import { converse, type Part } from '#demos/runtime/conformance/script.ts';
import type { Step } from '#demos/runtime/conformance/talk.ts';
import { RuntimeFault } from '#demos/runtime/fault.ts';
import { tab } from '#demos/runtime/hosts/tab.ts';

export interface Spoken {
  readonly label: string;
  /** Milliseconds from the call to the first answer that can be had, and of the conversation. */
  readonly booted: number;
  readonly spoke: number;
  readonly steps: readonly Step[];
}

async function speak(part: Part): Promise<Spoken> {
  const since = performance.now();
  const { client, stop } = await tab
    .boot({ signal: new AbortController().signal, progress() {} })
    .catch((error) => {
      if (error instanceof RuntimeFault) throw new Error(error.message);
      throw error;
    });
  const booted = performance.now();
  const steps = await converse(part, client);
  stop();
  return {
    label: client.label.text,
    booted: booted - since,
    spoke: performance.now() - booted,
    steps,
  };
}

declare global {
  /** Given to the page by evaluation. */
  var conformance: typeof speak;
}
globalThis.conformance = speak;

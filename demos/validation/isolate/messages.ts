// Between the page and the worker that runs the reader's code: one task a worker.
import type { Outcome, Task } from './task.ts';

export type ToWorker =
  | { readonly type: 'prepare'; readonly wasm: WebAssembly.Module; readonly room: string }
  | { readonly type: 'run'; readonly task: Task };

export type FromWorker =
  /** The engine stands, with Zod in it. */
  | { readonly type: 'prepared' }
  /** The reader's code is next: the clock runs from here. Milliseconds. */
  | { readonly type: 'began'; readonly budget: number }
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | { readonly type: 'broken'; readonly detail: string };

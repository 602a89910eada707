import { ImageOutdated } from '#api/host/embedded.ts';
import type { Cause } from '../contract.ts';
import type { RuntimeFault } from '../fault.ts';

/** What a start that failed tells the page. @param brought the database is a file of the reader's. */
export function causeOf(error: unknown, brought: boolean): Cause {
  if (isFault(error)) return error.why;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof ImageOutdated) return { code: 'image-outdated', detail };
  // "WebAssembly.Memory(): could not allocate memory", "Array buffer allocation failed", and V8's own words for it.
  if (error instanceof RangeError || /out of memory/i.test(detail)) return { code: 'out-of-memory', detail };
  return brought ? { code: 'file-corrupt', detail } : { code: 'internal', detail };
}

/** By name: those of start.worker.ts are of another bundle, and so of another class. */
const isFault = (error: unknown): error is RuntimeFault =>
  error instanceof Error && error.name === 'RuntimeFault';

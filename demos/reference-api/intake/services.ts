// What intake and review are given by the layers beside them. app.ts joins them.
import type { Trail } from '../audit/trail.ts';
import type { ReadThrough } from '../storage/read-through.ts';
import type { Vault } from '../vault/vault.ts';
import type { Processor } from './processor.ts';
import type { ReadPdf } from './read-input.ts';

export interface Beside {
  readonly vault: Vault;
  readonly trail: Pick<Trail, 'note'>;
  readonly processor: Processor;
  readonly reads: ReadThrough;
  /** Where a host brings it; undefined: PDFs are refused. */
  readonly readPdf: ReadPdf | undefined;
  /** There is work, or will be in so many milliseconds. */
  readonly kick: (after: number) => void;
}

import type { Cause } from './contract.ts';

/** A host that did not start, or went away. Words for the reader: causes.ts. */
export class RuntimeFault extends Error {
  override readonly name = 'RuntimeFault';
  readonly why: Cause;
  constructor(why: Cause) {
    super(`${why.code}: ${why.detail}`);
    this.why = why;
  }
}

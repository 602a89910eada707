// What documents are given by the layers beside them. app.ts joins them.
import type { Decide } from '../access/evaluate.ts';
import type { Trail } from '../audit/trail.ts';
import type { Vault } from '../vault/vault.ts';

export interface Beside {
  readonly vault: Vault;
  /** Allowed reads are noted here; changes and refusals are recorded in their own transaction. */
  readonly trail: Pick<Trail, 'note'>;
  /** Another policy, for tests; the standing one otherwise. */
  readonly decide?: Decide;
}

// What identity is given by the layers beside it: the vault and the audit trail. app.ts joins them.
import type { Entry } from '../audit/entry.ts';
import type { Deps } from '../deps.ts';
import type { Principal } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import type { RefreshFlow } from './refresh.ts';
import type { Revocations } from './revocations.ts';
import type { IdentitySettings } from './settings.ts';
import type { Sealing, SigningKeys } from './signing-keys.ts';
import type { VerifiedCache } from './verified-cache.ts';

export interface Beside {
  readonly vault: Sealing;
  /** Appends to the audit trail in the caller's transaction, as its last statement. */
  readonly record: (tx: Transaction, entry: Entry) => Promise<unknown>;
  /** Takes the entry of an allowed read, to be written soon. */
  readonly note?: (entry: Entry) => void;
}

/** What the routes work with. */
export interface Inside extends Beside {
  readonly deps: Deps;
  readonly settings: IdentitySettings;
  readonly keys: SigningKeys;
  readonly revoked: Revocations;
  readonly cache: VerifiedCache;
  readonly refreshing: RefreshFlow;
  /** Signs an access token for the session. */
  readonly accessToken: (principal: Principal, epoch: number) => Promise<string>;
}

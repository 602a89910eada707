// What identity is given by the layers beside it: the vault and the audit trail. app.ts joins them.
import type { Deps } from '../deps.ts';
import type { Principal } from '../route.ts';
import type { Transaction } from '../storage/database.ts';
import type { RefreshFlow } from './refresh.ts';
import type { Revocations } from './revocations.ts';
import type { IdentitySettings } from './settings.ts';
import type { Sealing, SigningKeys } from './signing-keys.ts';
import type { VerifiedCache } from './verified-cache.ts';

/** As audit/entry.ts has it: ids and codes only. */
export interface AuditEvent {
  /** Milliseconds. */
  readonly at: number;
  readonly organisation: string | null;
  /** User id, or null while nobody is known. */
  readonly subject: string | null;
  /** Route id. */
  readonly action: string;
  readonly resource: string | null;
  readonly decision: 'allow' | 'deny';
  readonly rule: string;
  readonly trace: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Beside {
  readonly vault: Sealing;
  /** Appends to the audit trail in the caller's transaction, as its last statement. */
  readonly record: (tx: Transaction, event: AuditEvent) => Promise<unknown>;
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

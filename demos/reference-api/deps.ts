// What the app is given. Nothing below app.ts reads the clock, makes an id or opens a connection by itself.
import type { MadeKey } from './identity/make-key.ts';
import type { IdentitySettings } from './identity/settings.ts';
import type { Signatures } from './identity/signatures.ts';
import type { Processor } from './intake/processor.ts';
import type { ReadPdf } from './intake/read-input.ts';
import type { LeadSettings } from './leads/settings.ts';
import type { Cache } from './storage/cache.ts';
import type { Database } from './storage/database.ts';
import type { Objects } from './storage/objects.ts';
import type { Cipher } from './vault/cipher.ts';

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export interface Ids {
  /** UUID version 7 (RFC 9562): ordered by time, 74 random bits. */
  uuid(): string;
  /** n random bytes from a cryptographic source. */
  bytes(n: number): Uint8Array;
}

/** Secrets by name, as AWS Secrets Manager or the environment has them. @throws SecretMissing */
export interface Secrets {
  read(name: SecretName): Promise<Uint8Array>;
}

export type SecretName =
  | 'wrapping-key'
  | 'wrapping-key-next'
  | 'audit-signing-key'
  | 'origin-secret'
  | 'client-hash-salt';

export interface Passwords {
  /** argon2id (RFC 9106), m = 19 MiB, t = 2, p = 1, as a PHC string. */
  hash(password: string): Promise<string>;
  verify(password: string, phc: string): Promise<boolean>;
}

export type LogLevel = 'info' | 'warn' | 'error';

/** One JSON object a line; no token, password or personal text ever goes in. */
export interface Log {
  write(
    level: LogLevel,
    event: string,
    fields: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/** L1 to L6, switched off only in sandbox and test builds (the attack console measures what then catches an attack). */
export type Layer = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6';

export interface Config {
  readonly mode: 'production' | 'development' | 'sandbox' | 'test';
  /** `iss` of access tokens, an https URL. A production verifier refuses the sandbox's. */
  readonly issuer: string;
  /** `aud` of access tokens. */
  readonly audience: string;
  /** Proxies in front whose X-Forwarded-For entry is believed (CloudFront + load balancer: 2). */
  readonly trustedHops: number;
  /** CIDR ranges that may call; empty: everyone. */
  readonly allowlist: readonly string[];
  readonly requireTls: boolean;
  readonly requireOriginSecret: boolean;
  readonly limits: Readonly<{
    client: { limit: number; seconds: number };
    account: { limit: number; seconds: number };
    signIn: { limit: number; seconds: number };
    bodyBytes: number;
  }>;
  readonly layersOff: readonly Layer[];
  /** Who is written to by "Start a project"; absent: nobody, and the form is told so. */
  readonly leads?: LeadSettings;
  /** Lifetimes and algorithm of L3, where they differ from the service's own. */
  readonly identity?: Partial<IdentitySettings>;
}

export interface Deps {
  readonly config: Config;
  readonly database: Database;
  readonly cache: Cache;
  readonly objects: Objects;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  /** AES-256-GCM: a server brings node:crypto's, which saves 30 µs a value; the web's own otherwise. */
  readonly cipher?: Cipher;
  /** The check of an access token's signature: node:crypto's in a server, the web's own otherwise. */
  readonly signatures?: Signatures;
  /**
   * A pair that is being made already, for the first signing key that is needed: a tab makes it beside its start, and nobody waits
   * for it before the first sign-in. Without it the pair is made when it is needed.
   */
  readonly firstKey?: Promise<MadeKey>;
  readonly passwords: Passwords;
  /** What reads messages; the embedded classifier otherwise. */
  readonly processor?: Processor;
  /** Text of PDFs; without it they are refused. */
  readonly readPdf?: ReadPdf;
  readonly log: Log;
}

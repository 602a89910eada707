// What the runtime, its hosts and everybody who boots the API agree on. Types only: the states are in states.ts, the hosts
// in hosts/, and demos talk to a Client and never to a host.

import type { Losable } from '#api/storage/losses.ts';

export type { Losable };

/** Where the reference API runs. One at a time; a label always says which one answered. */
export type HostKind = 'recorded' | 'tab' | 'container' | 'server';

export interface HostLabel {
  readonly kind: HostKind;
  /** "this tab · PostgreSQL 18 (PGlite) · memory cache", "recorded 2026-11-22 · commit 1a2b3c4", … */
  readonly text: string;
}

/** An API that answers. Proofs and demos are written against this and nothing else. */
export interface Client {
  readonly label: HostLabel;
  /**
   * One call. `path` begins with a slash; bodies are text. Rejects with a RuntimeFault when the host is gone, with the
   * signal's reason when it is aborted, and never because of a status.
   */
  fetch(path: string, init?: CallInit): Promise<Response>;
}

export interface CallInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** One line of the service's log, or one finished trace, as it happened. */
export type Told =
  | {
      readonly kind: 'log';
      readonly at: string;
      readonly level: string;
      readonly event: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'trace';
      readonly id: string;
      readonly route: string;
      readonly status: number;
      /** Milliseconds since the request arrived; `part` is an id of the architecture model. */
      readonly spans: readonly {
        readonly name: string;
        readonly part: string;
        readonly start: number;
        readonly end: number;
      }[];
    };

/** Why a host did not start or does not answer any more. Words and next steps for each: causes.ts. */
export type CauseCode =
  | 'no-webassembly'
  | 'no-worker'
  | 'offline'
  | 'asset-missing'
  | 'asset-corrupt'
  | 'file-corrupt'
  | 'out-of-memory'
  | 'quota'
  | 'image-outdated'
  | 'worker-died'
  | 'start-timeout'
  | 'not-answering'
  | 'crashed'
  | 'other-host'
  | 'unreachable'
  | 'not-isolated'
  | 'no-key'
  | 'blocked'
  | 'unsupported'
  | 'not-recorded'
  | 'cancelled'
  | 'internal';

export interface Cause {
  readonly code: CauseCode;
  /** What was being done, in technical words: an asset's name, a status. Never a token. */
  readonly detail: string;
}

export type State =
  | { readonly kind: 'idle' }
  /** Bytes as they travel and the sum that is expected; `total` 0: not known. */
  | { readonly kind: 'loading'; readonly host: HostKind; readonly received: number; readonly total: number }
  | { readonly kind: 'starting'; readonly host: HostKind; readonly step: string }
  /** `milliseconds` from the press to the first answer. */
  | {
      readonly kind: 'ready';
      readonly host: HostKind;
      readonly label: HostLabel;
      readonly milliseconds: number;
    }
  /** `lost`: requests that changed something since the start (or the last import), which are gone with it. */
  | { readonly kind: 'stopped'; readonly host: HostKind; readonly lost: number }
  /** `lost` as above, when it had been running. */
  | { readonly kind: 'failed'; readonly host: HostKind; readonly cause: Cause; readonly lost?: number };

/** What a running host can do beside answering. Absent: this host cannot, and `why` says so in words. */
export interface Running {
  readonly client: Client;
  /** Subscribes to log lines and traces. @returns unsubscribe */
  listen?(hear: (told: Told) => void): () => void;
  /** The database as a file (PGlite's data directory, tar), and its return. */
  exportDatabase?(): Promise<Blob>;
  /** Back to the example data, the same keys. @param layersOff L1 … L6 switched off until the next reset; none by default */
  reset?(layersOff?: readonly string[]): Promise<void>;
  /** Moves the service's clock on by so many whole milliseconds, a day at most. It never goes back, not even by a reset. */
  advance?(milliseconds: number): Promise<void>;
  /** From now on the service cannot reach these, and can reach the other: its ports refuse. A reset brings both back. */
  lose?(lost: readonly Losable[]): Promise<void>;
  /** SQL as the owner of the tables, to look behind the API's back. @throws the database's error */
  inspect?(
    sql: string,
    signal?: AbortSignal,
  ): Promise<{ readonly fields: readonly string[]; readonly rows: readonly (readonly unknown[])[] }>;
  /** Ends it. At once: answers that are under way reject. */
  stop(): void;
  /** Resolves with the cause when it ends by itself. */
  readonly ended: Promise<Cause>;
}

export type Progress =
  | { readonly kind: 'loading'; readonly received: number; readonly total: number }
  | { readonly kind: 'starting'; readonly step: string };

export interface BootOptions {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** L1 … L6 switched off, for the attack console; only hosts in sandbox mode take it. */
  readonly layersOff?: readonly string[];
  /** A data directory from `exportDatabase`, instead of the example data. */
  readonly database?: Blob;
}

/** One of the four. @throws RuntimeFault with the cause. */
export interface Host {
  readonly kind: HostKind;
  /** null when it can be tried here, else why not. Asks nothing of the network. */
  refusal(): Cause | null;
  boot(options: BootOptions): Promise<Running>;
}

/** The one runtime of a page. */
export interface Runtime {
  readonly state: State;
  /** For useSyncExternalStore. @returns unsubscribe */
  subscribe(changed: () => void): () => void;
  /** null unless ready. */
  readonly running: Running | null;
  /** What stopping now would lose: requests that changed something since the start, the last import or reset. */
  readonly changes: number;
  /** Boots, or gives what runs already. A second host waits until the first is stopped: it is refused with `other-host`. */
  boot(host: Host, options?: Pick<BootOptions, 'layersOff' | 'database'>): Promise<Running>;
  /** Ends a boot that is under way (state: failed, cancelled) or what runs (state: stopped). */
  stop(): void;
}

/** dist/runtime/manifest.json: what the build made. File names carry a hash of their bytes. */
export interface Manifest {
  /** Raised when pages and workers of two builds would not understand each other. */
  readonly protocol: 2;
  readonly commit: string;
  readonly built: string;
  /** SHA-256 over the migrations (storage/migrate.ts), which the worker compares with the image's own. */
  readonly migrations: string;
  readonly files: Readonly<
    Record<'start' | 'worker' | 'postgres' | 'wasm' | 'data' | 'image' | 'node' | 'dump', ManifestFile>
  >;
}

export interface ManifestFile {
  /** "/runtime/api.1a2b3c4d.js" */
  readonly path: string;
  readonly bytes: number;
  /** As it travels: brotli. */
  readonly transferred: number;
}

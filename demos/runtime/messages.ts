// What a page and the API's worker say to each other. Everything with an `id` is answered once, with the same id.
import type { ImageParts } from '#api/storage/from-image.ts';
import type { Cause, Losable, Manifest, Progress, Told } from './contract.ts';

/** Which of the build's workers: the API, or the bare database of the PostgreSQL console. */
export type Script = 'worker' | 'postgres';

/** What a former start fetched and compiled: it needs no compiling again. */
export type Kept = Pick<ImageParts, 'wasm' | 'data'>;

export interface Boot {
  readonly type: 'boot';
  readonly manifest: Manifest;
  readonly script: Script;
  readonly layersOff: readonly string[];
  /** A data directory (tar) instead of the built one. */
  readonly database: ArrayBuffer | null;
  /** A Web Lock to hold for as long as the worker lives: its release is how the page learns that it was killed. */
  readonly lock?: string;
  readonly kept?: Kept;
}

/** What a worker's script gives to start.worker.ts, which imports it. */
export interface Stage {
  /** @param parts being fetched already */
  boot(message: Boot, parts: Promise<ImageParts>): void;
}

export type ToWorker =
  | Boot
  | {
      readonly type: 'request';
      readonly id: number;
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
    }
  /** Whether the page wants to be told log lines and traces: nothing is copied for nobody. */
  | { readonly type: 'listen'; readonly on: boolean }
  | { readonly type: 'inspect'; readonly id: number; readonly sql: string }
  | { readonly type: 'export'; readonly id: number }
  | { readonly type: 'reset'; readonly id: number; readonly layersOff: readonly string[] }
  | { readonly type: 'advance'; readonly id: number; readonly milliseconds: number }
  | { readonly type: 'lose'; readonly id: number; readonly lost: readonly Losable[] };

export type FromWorker =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'ready'; readonly label: string }
  | { readonly type: 'failed'; readonly cause: Cause }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
      /** What was told since the last message that carried any: the answer's own lines come with it, before it counts as heard. */
      readonly told?: readonly Told[];
    }
  | {
      readonly type: 'rows';
      readonly id: number;
      readonly fields: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    }
  | { readonly type: 'file'; readonly id: number; readonly bytes: ArrayBuffer }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
  | { readonly type: 'told'; readonly told: readonly Told[] };

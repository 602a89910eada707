// api.mjs: one file beside pglite.wasm, pglite.data and image.tar (alone.ts says what it does).
import type { Migration } from '../storage/migrate.ts';
import { startAlone } from './alone.ts';

/** Put in by the bundler (demos/runtime/build). */
declare const MIGRATIONS: readonly Migration[];

await startAlone(new URL('.', import.meta.url), MIGRATIONS);

// The reference API in a worker of the reader's own tab. It obeys messages.ts and knows no page.
import './jitless.ts';
import { type Embedded, ImageOutdated, makeSigningKey, openEmbedded } from '#api/host/embedded.ts';
import { openImage } from '#api/storage/from-image.ts';
import type { Migration } from '#api/storage/migrate.ts';
import type { Cause } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { FromWorker, ToWorker } from '../messages.ts';
import { type Assets, fetchAssets } from './assets.ts';
import { logTo, tracesTo } from './told.ts';

/** Put in by the bundler (build/bundles.ts). */
declare const MIGRATIONS: readonly Migration[];

type Boot = Extract<ToWorker, { type: 'boot' }>;

// Before anything is asked for: the browser makes it on a thread of its own.
const signingKey = makeSigningKey();
signingKey.catch(() => {});

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  (self as unknown as Worker).postMessage(message, transfer);
const tell = (told: Extract<FromWorker, { type: 'told' }>['told']): void => say({ type: 'told', told });
const starting = (step: string): void => say({ type: 'progress', progress: { kind: 'starting', step } });

let booted: Boot | undefined;
let assets: Assets | undefined;
let api: Embedded | undefined;

async function open(boot: Boot, { wasm, data, image }: Assets): Promise<Embedded> {
  starting('PostgreSQL');
  const db = await openImage({ wasm, data, image });
  starting('the API');
  return openEmbedded({
    db,
    migrations: MIGRATIONS,
    fits: boot.database === null ? 'exactly' : 'onwards',
    signingKey,
    log: logTo(tell),
    config: { layersOff: boot.layersOff as never },
    options: { traced: tracesTo(tell) },
  });
}

async function start(boot: Boot): Promise<void> {
  booted = boot;
  const fetched = await fetchAssets(boot.manifest, boot.database === null, (received, total) =>
    say({ type: 'progress', progress: { kind: 'loading', received, total } }),
  );
  assets = boot.database === null ? fetched : { ...fetched, image: new Blob([boot.database]) };
  api = await open(boot, assets);
  say({ type: 'ready', label: 'this tab · PostgreSQL 18 (PGlite) · memory cache' });
}

async function answer({
  id,
  method,
  path,
  headers,
  body,
}: Extract<ToWorker, { type: 'request' }>): Promise<void> {
  if (api === undefined) throw new Error('the API is not ready');
  const request = new Request(`https://sandbox.reference-api.example${path}`, { method, headers, body });
  const response = await api.app(request);
  const bytes = response.body === null ? null : await response.arrayBuffer();
  say(
    { type: 'answer', id, status: response.status, headers: [...response.headers], body: bytes },
    bytes === null ? [] : [bytes],
  );
}

async function obey(message: ToWorker): Promise<void> {
  if (message.type === 'boot') return start(message);
  if (message.type === 'request') return answer(message);
  if (api === undefined || booted === undefined || assets === undefined)
    throw new Error('the API is not ready');
  const { id } = message;
  if (message.type === 'inspect') {
    say({ type: 'rows', id, ...(await api.inspect(message.sql)) });
  } else if (message.type === 'export') {
    const bytes = await (await api.exportDatabase()).arrayBuffer();
    say({ type: 'file', id, bytes }, [bytes]);
  } else {
    const old = api;
    api = undefined;
    await old.close();
    api = await open(booted, assets);
    say({ type: 'done', id });
  }
}

function causeOf(error: unknown): Cause {
  if (error instanceof RuntimeFault) return error.why;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof ImageOutdated) return { code: 'image-outdated', detail };
  if (error instanceof RangeError) return { code: 'out-of-memory', detail };
  return { code: booted?.database ? 'asset-corrupt' : 'internal', detail };
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  obey(data).catch((error: unknown) => {
    if (data.type === 'boot') say({ type: 'failed', cause: causeOf(error) });
    else say({ type: 'error', id: data.id, message: error instanceof Error ? error.message : String(error) });
  });
});

// Runs the scripts on Node, each on the built database image in a PGlite of its own, by the composition root of the tab.
import { readFileSync } from 'node:fs';
import { makeSigningKey, openEmbedded } from '#api/host/embedded.ts';
import { openImage } from '#api/storage/from-image.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { dataImage } from '../build/image.ts';
import type { Told } from '../contract.ts';
import { logTo, tracesTo } from '../tab/told.ts';
import { recorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { type Script, type ScriptName, scripts } from './scripts.ts';

export interface Sandbox {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const pglite = (name: string): Promise<Buffer> =>
  Promise.resolve(readFileSync(new URL(name, import.meta.resolve('@electric-sql/pglite'))));

/** The sandbox's own service, on Node and PGlite. */
export async function openSandboxOnNode(tell: (told: Told) => void): Promise<Sandbox> {
  const signingKey = makeSigningKey();
  const [wasm, data, image] = await Promise.all([pglite('pglite.wasm'), pglite('pglite.data'), dataImage()]);
  const db = await openImage({
    wasm: await WebAssembly.compile(new Uint8Array(wasm)),
    data: new Uint8Array(data).buffer,
    image: new Uint8Array(image).buffer,
  });
  const { app, close } = await openEmbedded({
    db,
    migrations: migrationFiles(),
    fits: 'exactly',
    signingKey,
    log: logTo((told) => tell(told())),
    options: { traced: tracesTo((told) => tell(told())) },
  });
  return { fetch: app, settle: app.settle, close };
}

const origin = 'https://sandbox.reference-api.example';
const label = { kind: 'server', text: 'Node · PostgreSQL 18 (PGlite) · memory cache' } as const;

export async function makeRecording(name: ScriptName, commit: string): Promise<Recording> {
  const { title, run }: Script = scripts[name];
  const hearers: ((told: Told) => void)[] = [];
  const running = await openSandboxOnNode((told) => {
    for (const hear of hearers) hear(told);
  });
  try {
    const { client, exchanges } = recorder(
      {
        client: { label, fetch: (path, init = {}) => running.fetch(new Request(origin + path, { ...init })) },
        listen(hear) {
          hearers.push(hear);
          return () => {};
        },
      },
      running.settle,
      () => performance.now(),
    );
    await run(client);
    return {
      format: 1,
      name,
      title,
      commit,
      recorded: new Date().toISOString(),
      host: label.text,
      exchanges,
    };
  } finally {
    await running.close();
  }
}

export const names = Object.keys(scripts) as ScriptName[];

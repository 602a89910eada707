// api.mjs in a bare folder, as a container or a reader's own machine has it: the bundle, PGlite's two files and the data image.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, start } from '../../demos/reference-api/test/own-process.ts';
import { nodeBundle } from '../../demos/runtime/build/bundles.ts';
import { dataImage } from '../../demos/runtime/build/image.ts';
import type { Client, Manifest } from '../../demos/runtime/contract.ts';
import { RuntimeFault } from '../../demos/runtime/fault.ts';
import { serverHost } from '../../demos/runtime/hosts/server.ts';
import { ownFolder } from '../../infra/local/service.ts';

type Files = Readonly<Record<'api.mjs' | 'pglite.wasm' | 'pglite.data' | 'image.tar', Uint8Array>>;

/** Of this tree, without a build of the site. */
export async function bundleOfSources(): Promise<Files> {
  const pglite = new URL('.', import.meta.resolve('@electric-sql/pglite'));
  const [api, image] = await Promise.all([nodeBundle(), dataImage()]);
  const read = (name: string) => readFileSync(new URL(name, pglite));
  return {
    'api.mjs': api,
    'pglite.wasm': read('pglite.wasm'),
    'pglite.data': read('pglite.data'),
    'image.tar': image,
  };
}

/** Of the built site. */
export function bundleOf(dist: string): Files {
  const { files }: Manifest = JSON.parse(readFileSync(join(dist, 'runtime/manifest.json'), 'utf8'));
  const read = (name: keyof Manifest['files']) => readFileSync(join(dist, files[name].path));
  return {
    'api.mjs': read('node'),
    'pglite.wasm': read('wasm'),
    'pglite.data': read('data'),
    'image.tar': read('image'),
  };
}

export interface Bundled {
  readonly client: Client;
  close(): Promise<void>;
}

/** @param node the program that runs it; Node 20 is enough. */
export async function openBundle(files: Files, node?: string): Promise<Bundled> {
  const folder = ownFolder('bundle');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const running = await start(`file://${folder}/api.mjs`, { PORT: '0' }, node);
  const host = serverHost({ base: `http://127.0.0.1:${running.port}`, text: 'api.mjs' });
  const { client } = await host.boot({ signal: new AbortController().signal, progress() {} });
  return {
    client,
    async close() {
      running.child.kill('SIGTERM');
      const code = await ended(running);
      rmSync(folder, { recursive: true });
      if (code !== 0) throw new RuntimeFault({ code: 'crashed', detail: `api.mjs ended with ${code}` });
    },
  };
}

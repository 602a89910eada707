// Two pages over the same files: the reference API as the site boots it, and PGlite alone in a worker of its own from the same
// image. Both are served alike (brotli, production headers); both know `press()`, which resolves after the first answer.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { noNode } from '../../demos/runtime/build/bundles.ts';
import { compressed } from '../../demos/runtime/build/compressed.ts';
import { dist } from './built-site.ts';
import { type Serving, serving } from './serving.ts';

const runtime = join(import.meta.dirname, '../../demos/runtime');

const ours = `
  import { runtime } from './runtime.ts';
  import { tab } from './hosts/tab.ts';
  import { json, signIn } from './client.ts';
  import { timeRequests } from '../../tests/bench/runtime-requests.ts';
  Object.assign(globalThis, { runtime, signIn, json, timeRequests, async press() {
    const start = performance.now();
    const { client } = await runtime.boot(tab);
    const { status } = await client.fetch('/readyz');
    if (status !== 200) throw new Error('answered ' + status);
    return performance.now() - start;
  } });
`;
const bare = `
  import { workerUrl } from './trusted-url.ts';
  globalThis.press = async () => {
    const start = performance.now();
    const { files } = await (await fetch('/runtime/manifest.json')).json();
    const worker = new Worker(workerUrl('/runtime/bare.worker.js'), { type: 'module' });
    await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data === 'ready' ? resolve() : reject(new Error(data)));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(files);
    });
    return performance.now() - start;
  };
`;
const bareWorker = `
  import { openImage } from '#api/storage/from-image.ts';
  const whole = async ({ path }) => (await fetch(path)).arrayBuffer();
  self.onmessage = async ({ data: { wasm, data, image } }) => {
    try {
      const [module, fs, tar] = await Promise.all([
        WebAssembly.compileStreaming(fetch(wasm.path)), whole(data), whole(image),
      ]);
      const db = await openImage({ wasm: module, data: fs, image: tar });
      await db.query('select 1');
      self.postMessage('ready');
    } catch (error) {
      self.postMessage(String(error));
    }
  };
`;

async function bundle(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: runtime, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    plugins: [noNode],
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

const html = (script: string): string =>
  `<!doctype html><html lang="en"><title>Bench</title><script type="module" src="/runtime/${script}.js"></script>`;

/** The pages are `/ours/` and `/bare/`. */
export const benchPages = (): Promise<Serving> => pagesOver({ ours, bare, 'bare.worker': bareWorker });

/** Pages `/ours/` and `/bare/` over the built runtime, from sources that are resolved as if they lay beside it. */
export async function pagesOver(sources: Readonly<Record<string, string>>): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-runtime-'));
  cpSync(join(dist, 'runtime'), join(folder, 'runtime'), { recursive: true });
  for (const [name, source] of Object.entries(sources)) {
    const bytes = await bundle(source);
    writeFileSync(join(folder, `runtime/${name}.js`), bytes);
    writeFileSync(join(folder, `runtime/${name}.js.br`), await compressed(bytes));
  }
  for (const name of ['ours', 'bare']) writeFileSync(join(folder, `${name}.html`), html(name));
  const { origin, close } = await serving(folder, 'ours');
  return {
    origin,
    close() {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

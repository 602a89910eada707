// The other origin of the contract test: an isolated page with the host in it, and a project to put into the container.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { snapshot } from '@webcontainer/snapshot';
import { build } from 'esbuild';
import { ownFolder } from '../../infra/local/service.ts';
import { bundle } from './server.ts';

export interface Ground {
  readonly origin: string;
  /** The page's address for this project and these settings. */
  page(given: Given): string;
  stop(): Promise<void>;
}

export interface Given {
  readonly standIn: string;
  /** The text of api.mjs; without it, the small service. */
  readonly api?: string;
  /** The whole project, in place of the small one. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isolated?: boolean;
  /** What the page's policy lets it frame. */
  readonly frames?: string;
  /** Bytes of the snapshot as they arrive; the manifest holds the hash of the right ones. */
  readonly damage?: 'in-transit' | 'in-the-build';
}

export async function smallApi(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./small-api.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return outputFiles[0]?.text ?? '';
}

export async function layGround(): Promise<Ground> {
  const [script, api] = await Promise.all([bundle('./harness.ts'), smallApi()]);
  const given: Given[] = [];
  const data = new Uint8Array(100_000).fill(7);

  const made = new Map<Given, Promise<Uint8Array>>();
  /** Once a page: the order of files in a snapshot is that in which they were read. */
  async function project(one: Given): Promise<Uint8Array> {
    const ready = made.get(one) ?? make(one);
    made.set(one, ready);
    return new Uint8Array(await ready);
  }
  async function make(one: Given): Promise<Uint8Array> {
    const folder = ownFolder('project');
    mkdirSync(join(folder, 'assets'));
    const files = one.files ?? { 'api.mjs': one.api ?? api, 'greeting.txt': 'hello' };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const bytes = new Uint8Array(await snapshot(folder));
    rmSync(folder, { recursive: true });
    return one.damage === 'in-the-build' ? bytes.subarray(0, bytes.length - 9) : bytes;
  }
  const file = (path: string, bytes: Uint8Array) => ({
    path,
    bytes: bytes.length,
    transferred: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });

  const http: Server = createServer(async (request, response) => {
    const [, n = '', ...rest] = (request.url ?? '/').split('/');
    const one = given[Number(n)];
    const path = rest.join('/');
    if (!one) {
      response.writeHead(404).end();
      return;
    }
    const head = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...(one.isolated !== false && { 'cross-origin-embedder-policy': 'require-corp' }),
      'content-security-policy': `default-src 'self'; frame-src ${one.frames ?? 'http://127.0.0.1:*'}; require-trusted-types-for 'script'; trusted-types 'none'`,
    };
    const base = `/${n}/`;
    if (path === 'harness.js')
      response.writeHead(200, { ...head, 'content-type': 'text/javascript' }).end(script);
    else if (path === 'runtime/data.bin') response.writeHead(200, head).end(data);
    else if (path === 'runtime/snapshot.bin') {
      const bytes = await project(one);
      if (one.damage === 'in-transit') bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      response.writeHead(200, head).end(bytes);
    } else if (path === 'runtime/lab.json') {
      const manifest = {
        protocol: 1,
        commit: 'test',
        snapshot: file(`${base}runtime/snapshot.bin`, await project(one)),
        assets: { 'assets/data.bin': file(`${base}runtime/data.bin`, data) },
        zip: file('/none.zip', data),
      };
      response.writeHead(200, { ...head, 'content-type': 'application/json' }).end(JSON.stringify(manifest));
    } else if (path === '') {
      const settings = JSON.stringify({ standIn: one.standIn, options: { key: null, ...one.options, base } });
      response
        .writeHead(200, { ...head, 'content-type': 'text/html' })
        .end(
          `<!doctype html><meta name="settings" content="${settings.replaceAll('"', '&quot;')}"><body><script type="module" src="harness.js"></script>`,
        );
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    origin,
    page: (one) => `${origin}/${given.push(one) - 1}/`,
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

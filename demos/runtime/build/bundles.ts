// The bundles: the tab's worker, that of the PostgreSQL console, and api.mjs for Node. They need no other module.
import { readFileSync } from 'node:fs';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { migrationFiles } from '#api/storage/migration-files.ts';

async function bundled(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    define: { MIGRATIONS: JSON.stringify(migrationFiles()) },
    ...options,
  });
  const [file] = outputFiles ?? [];
  if (!file) throw new Error('esbuild gave no file');
  return file.contents;
}

/**
 * PGlite brings its own way into Node's file system, which a browser never takes. Only from there: a module of ours that asks for
 * Node stops the build.
 */
export const noNode: Plugin = {
  name: 'no-node',
  setup({ onResolve, onLoad }) {
    const filter = /^(node:.*|fs|fs\/promises|path|url|module|util|zlib|crypto)$/;
    onResolve({ filter }, ({ path, importer }) =>
      /\/@electric-sql\/pglite(-tools)?\//.test(importer) ? { path, namespace: 'no-node' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-node' }, () => ({ contents: 'export {}', loader: 'js' }));
  },
};

/** pg_dump looks for its WebAssembly beside itself; in the build that file has a hash in its name, which the worker is told. */
const dumpByName: Plugin = {
  name: 'dump-by-name',
  setup({ onLoad }) {
    onLoad({ filter: /pglite-tools\/dist\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        /new URL\("pg_dump\.wasm",\s*import\.meta\.url\)/g,
        'new URL(globalThis.pgDumpPath, location.href)',
      ),
    }));
  },
};

export const workerBundle = (entry: string): Promise<Uint8Array> =>
  bundled({
    entryPoints: [entry],
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    plugins: [noNode, dumpByName],
  });

export const nodeBundle = (): Promise<Uint8Array> =>
  bundled({ entryPoints: ['demos/reference-api/host/embedded-node.ts'], platform: 'node', target: 'node20' });

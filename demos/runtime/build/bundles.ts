// The two bundles: the tab's worker, and api.mjs for Node. Both carry the migrations as text and need no other module.
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
      importer.includes('/@electric-sql/pglite/') ? { path, namespace: 'no-node' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-node' }, () => ({ contents: 'export {}', loader: 'js' }));
  },
};

export const workerBundle = (): Promise<Uint8Array> =>
  bundled({
    entryPoints: ['demos/runtime/tab/api.worker.ts'],
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    plugins: [noNode],
  });

export const nodeBundle = (): Promise<Uint8Array> =>
  bundled({ entryPoints: ['demos/reference-api/host/embedded-node.ts'], platform: 'node', target: 'node20' });

// Makes the service one folder of plain JavaScript without node_modules: dist/reference-api/main.js, its pieces that load later
// (S3, Secrets Manager, Redis), and the migrations. It starts faster than the sources and is all that the image holds.
import { cpSync, rmSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';

const from = new URL('..', import.meta.url).pathname;
const to = process.argv[2] ?? 'dist/reference-api';

/**
 * The service speaks English. A library that loads later takes all of Zod, and without this its fifty languages, 0.3 MB, would be part
 * of what is loaded at the start.
 */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

rmSync(to, { recursive: true, force: true });
await build({
  entryPoints: [`${from}main.ts`],
  outdir: to,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  sourcemap: false,
  legalComments: 'none',
  plugins: [oneLanguage],
  // The embedded database is not for servers; the native driver is optional and not installed.
  external: ['@electric-sql/pglite', 'pg-native'],
  // Packages in CommonJS ask for their parts with require.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
});
cpSync(`${from}storage/migrations`, `${to}/migrations`, { recursive: true });

// /demos/validation/room.js: Zod and what runs beside the reader's schema, as one script for the isolated engine. No page and
// no worker runs it as its own: they hand it over as text.
import { build } from 'esbuild';

// From the top: the endpoint itself is moved by the build.
const source = 'demos/validation/isolate/room.ts';

export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    legalComments: 'none',
    target: 'es2023',
    // Zod brings its messages in fifty languages; one is enough here.
    plugins: [
      {
        name: 'english-only',
        setup: ({ onLoad }) =>
          onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
            contents: "export { default as en } from './en.js';",
          })),
      },
    ],
  });
  return new Response(outputFiles[0]?.text ?? '', {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}

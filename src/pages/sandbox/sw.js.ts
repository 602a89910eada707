// /sandbox/sw.js: the sandbox's service worker, bundled. Its folder is its scope, so its address cannot carry a hash.
import { build } from 'esbuild';

// From the top: the endpoint itself is moved by the build.
const source = 'demos/sandbox/service-worker.ts';

export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    legalComments: 'none',
    target: ['chrome123', 'firefox120', 'safari17.5'],
  });
  return new Response(outputFiles[0]?.text ?? '', {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}

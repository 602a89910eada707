// A script of a demo that has an address of its own: bundled whole, for an endpoint to answer.
import { type BuildOptions, build } from 'esbuild';

/** @param source from the top of the repository: the endpoint itself is moved by the build */
export async function bundledScript(
  source: string,
  options: Pick<BuildOptions, 'target' | 'plugins'>,
): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    legalComments: 'none',
    ...options,
  });
  return new Response(outputFiles?.[0]?.text ?? '', {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}

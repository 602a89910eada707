// One file for one function, with the libraries it uses in the versions that were tested.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const sources = 'demos/reference-api/leads/lambda';
/** The AWS SDK still asks for some modules in the old way. */
const require = "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);";

/** @param entry without its ending; from the repository's root */
export function bundled(entry: string): Code {
  const folder = join('.cache/infra/lambda', entry);
  mkdirSync(folder, { recursive: true });
  buildSync({
    entryPoints: [join(sources, `${entry}.ts`)],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minifySyntax: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: require },
    logLevel: 'error',
  });
  return Code.fromAsset(folder);
}

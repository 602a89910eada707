// The service with its proofs as one module, one mutant in it.
import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { editsOf, type Mutant, mutated } from './mutant.ts';

const root = `${resolve(import.meta.dirname, '../../..')}/`;
const folder = `${root}.cache/mutation`;
const api = `${root}demos/reference-api/`;

/** A file of the service with the mutant in it. */
export const textOf = (file: string, mutant: Mutant | null): string => {
  const text = readFileSync(api + file, 'utf8');
  return mutant ? mutated(file, text, mutant) : text;
};

const applied = (mutant: Mutant): Plugin => ({
  name: 'mutant',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = path.slice(api.length);
      if (!path.startsWith(api) || !editsOf(mutant).some((one) => one.file === file)) return undefined;
      return { contents: textOf(file, mutant), loader: 'ts' };
    });
  },
});

/** @returns the path of the module. It lies inside the repository, where packages are found. */
export async function bundleOf(mutant: Mutant | null): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}/${mutant?.id ?? 'none'}.${process.pid}.mjs`;
  await build({
    entryPoints: [`${root}demos/proofs/mutation/bundled.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
    plugins: mutant ? [applied(mutant)] : [],
  });
  return outfile;
}

// For the browsers: the script that runs in a page, and what Node answered to the same conversations. The answers are kept
// under the hash of everything that made them, so that several browsers ask Node once.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeWhole } from '../../demos/runtime/build/kept.ts';
import { converse, type Part } from '../../demos/runtime/conformance/script.ts';
import type { Step } from '../../demos/runtime/conformance/talk.ts';
import { dist } from '../pages.ts';
import { bundleOf, openBundle } from './bundle.ts';

/** Given to the browser as an expression: the page's policy stays as it is, and nothing is put into the page. */
export async function pageScript(entry = './page.ts'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    // Vite's, which no bundle of esbuild's has.
    define: { 'import.meta.env': 'undefined' },
  });
  return outputFiles[0]?.text ?? '';
}

export async function nodeAnswers(part: Part, script: string): Promise<readonly Step[]> {
  const files = bundleOf(dist);
  const hash = createHash('sha256').update(script);
  for (const bytes of Object.values(files)) hash.update(bytes);
  const folder = '.cache/conformance';
  const file = `${folder}/${part}-${hash.digest('hex').slice(0, 16)}.json`;
  if (!existsSync(file)) {
    const { client, close } = await openBundle(files);
    try {
      const steps = await converse(part, client);
      // Whole or not at all: the workers of a run share it.
      writeWhole(file, JSON.stringify(steps));
    } finally {
      await close();
    }
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

// Which pages the build made, by the path a reader types. Every test that says "every page" asks here.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesIn } from '../infra/local/built.ts';

export const dist = fileURLToPath(new URL('../dist', import.meta.url));

export function pages(): string[] {
  if (!existsSync(dist)) throw new Error('dist/ is missing. What to do: run "npm run build" first.');
  return [...filesIn(dist).keys()]
    .filter((path) => path.endsWith('.html'))
    .map((path) => path.replace(/index\.html$/, ''))
    .sort();
}

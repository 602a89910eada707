// The site as built: its pages by address, and the largest of the section pages, which is the one to be read.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { run } from './command.ts';
import { progress } from './progress.ts';

export const dist = resolve('dist');

export async function ensureBuilt(): Promise<void> {
  if (existsSync(join(dist, 'index.html'))) return;
  progress('Building the site (there is no dist/)');
  await run(['astro', 'build'], process.cwd());
}

/** Addresses of all pages: '/', '/security/', '/404.html'. */
export function pages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && !file.startsWith('pagefind'))
    .map((file) => `/${relative(folder, join(folder, file)).replace(/(^|\/)index\.html$/, '$1')}`)
    .sort();
}

export function htmlOf(address: string, folder = dist): string {
  return readFileSync(fileOf(address, folder), 'utf8');
}

export function largestSection(): string {
  const drawn = pages(dist).filter((address) => address !== '/' && htmlOf(address).includes('data-diagram='));
  const candidates = drawn.length > 0 ? drawn : pages(dist);
  const size = (address: string): number => statSync(fileOf(address, dist)).size;
  const largest = candidates.sort((a, b) => size(b) - size(a))[0];
  if (!largest) throw new Error(`${dirname(dist)} has no built page. What to do: run "npm run build" first.`);
  return largest;
}

const fileOf = (address: string, folder: string): string =>
  join(folder, address.endsWith('/') ? `${address}index.html` : address);

// A site of nine files, and the question whether a reader gets one of two such sites whole.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { hashesFile, hashesOf } from '../../local/built.ts';
import { type Build, readBuild } from '../build.ts';
import { sha256 } from '../sha256.ts';

const hashed = (name: string, ending: string, content: string): string =>
  `${name}.${sha256(content).slice(0, 8)}.${ending}`;

/** Every word makes another site: its own pages, its own script; a style sheet and a wasm file that all of them share. */
export function writeSite(folder: string, word: string): string {
  const dist = join(folder, word, 'dist');
  rmSync(join(folder, word), { recursive: true, force: true });
  const script = `export const word = '${word}';`;
  const scriptPath = `_astro/${hashed('word', 'js', script)}`;
  const wasm = 'wasm '.repeat(400);
  const wasmPath = `runtime/${hashed('engine', 'wasm', wasm)}`;
  const page = (name: string): string =>
    `<!doctype html><title>${name} ${word}</title><link rel="stylesheet" href="/_astro/shared.1a2b3c.css">` +
    `<script>/* ${word} */</script><script type="module" src="/${scriptPath}"></script><p>${word}`;
  const files: Record<string, string | Buffer> = {
    'index.html': page('Home'),
    'start/index.html': page('Start'),
    'start.md': `# Start ${word}`,
    '404.html': page('Nothing here'),
    'runtime/manifest.json': `{"word":"${word}","wasm":"/${wasmPath}"}`,
    '_astro/shared.1a2b3c.css': 'p { color: green }',
    [scriptPath]: script,
    [wasmPath]: wasm,
    [`${wasmPath}.br`]: brotliCompressSync(wasm),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dist, name, '..'), { recursive: true });
    writeFileSync(join(dist, name), content);
  }
  mkdirSync(join(hashesFile(dist), '..'), { recursive: true });
  writeFileSync(hashesFile(dist), JSON.stringify(hashesOf(dist)));
  return dist;
}

export const smallBuild = (folder: string, word: string): Promise<Build> =>
  readBuild(writeSite(folder, word), join(folder, 'compressed'));

const paths = ['/', '/start/', '/start.md', '/runtime/manifest.json'];

/**
 * Reads every page and all that it asks for, as a reader does. Whole is: all pages say one word, and everything they ask for
 * is there and says that word too.
 */
export async function wholeAt(origin: string): Promise<{ word: string } | { faults: string[] }> {
  const faults: string[] = [];
  const words = new Set<string>();
  const get = async (path: string): Promise<string> => {
    const answer = await fetch(`${origin}${path}`);
    const text = await answer.text();
    if (answer.status !== 200) faults.push(`${path} answered ${answer.status}`);
    return text;
  };
  for (const path of paths) {
    const text = await get(path);
    const word = /"word":"(\w+)"|# Start (\w+)|<p>(\w+)$/.exec(text)?.slice(1).find(Boolean);
    if (word === undefined) faults.push(`${path} says no word`);
    else words.add(word);
    for (const [, asset = ''] of text.matchAll(/(?:src|href|"wasm":)=?"(\/[^"]+)"/g)) {
      const content = await get(asset);
      if (asset.endsWith('.js') && !content.includes(`'${word}'`)) faults.push(`${path} got another script`);
      if (asset.endsWith('.wasm') && !content.startsWith('wasm wasm')) faults.push(`${asset} is no wasm`);
    }
  }
  if (words.size > 1) faults.push(`pages of ${words.size} releases at once: ${[...words].join(', ')}`);
  const [word] = words;
  return faults.length > 0 || word === undefined ? { faults } : { word };
}

// The last step of a build: integrity on our own scripts, then the hashes that the Content-Security-Policy will carry.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'parse5';
import { attribute, digest, elements, filesIn, hashesFile, hashesOf } from './built.ts';

/** Adds integrity to every script and module preload of ours that lacks it. Pure but for the reader of files. */
export function withIntegrity(html: string, read: (path: string) => Buffer | undefined): string {
  const inserts: { at: number; text: string }[] = [];
  for (const element of elements(parse(html, { sourceCodeLocationInfo: true }))) {
    const preload = element.tagName === 'link' && attribute(element, 'rel') === 'modulepreload';
    const source = preload
      ? attribute(element, 'href')
      : element.tagName === 'script'
        ? attribute(element, 'src')
        : undefined;
    const tag = element.sourceCodeLocation?.startTag ?? element.sourceCodeLocation;
    if (!source?.startsWith('/') || !tag || attribute(element, 'integrity')) continue;
    const content = read(source);
    if (!content) throw new Error(`a page asks for ${source}, which the build did not make`);
    const at = tag.startOffset + 1 + element.tagName.length;
    inserts.push({ at, text: ` integrity="${digest('sha384', content)}"` });
  }
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((done, { at, text }) => done.slice(0, at) + text + done.slice(at), html);
}

export function finishBuild(dist: string): { pages: number; hashes: number } {
  const files = filesIn(dist);
  const read = (path: string) => {
    const file = files.get(path);
    return file ? readFileSync(file) : undefined;
  };
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  for (const [path, file] of pages) {
    const html = readFileSync(file, 'utf8');
    try {
      const finished = withIntegrity(html, read);
      if (finished !== html) writeFileSync(file, finished);
    } catch (error) {
      throw new Error(`dist${path}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const hashes = hashesOf(dist);
  mkdirSync(dirname(hashesFile(dist)), { recursive: true });
  writeFileSync(hashesFile(dist), `${JSON.stringify(hashes, null, 2)}\n`);
  return { pages: pages.length, hashes: hashes.scripts.length + hashes.styles.length };
}

if (import.meta.main) {
  const { pages, hashes } = finishBuild(resolve('dist'));
  console.log(`  ${pages} pages, ${hashes} inline hashes`);
}

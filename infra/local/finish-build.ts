// The last step of a build: our script waits for the page and is checked, the demos' style sheets wait for their demo, then the
// hashes that the Content-Security-Policy will carry.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'parse5';
import { attribute, digest, elements, filesIn, hashesFile, hashesOf } from './built.ts';

/**
 * After `load` and the first paint, as the browser reports it: a page that is still being painted is not disturbed. A browser that
 * reports none (a tab in the background, Firefox against fingerprinting) goes on after two seconds.
 */
const late = (source: string): string =>
  `addEventListener("load",()=>{const go=()=>import("${source}");` +
  'new PerformanceObserver(go).observe({type:"paint",buffered:true});setTimeout(go,2e3)})';

/**
 * Our script waits for the page: asked for after `load`, it takes nothing from the words on a slow line. An import map
 * carries its integrity, because a dynamic import has no attribute for it. Pure but for the reader of files.
 */
export function withLateScripts(html: string, read: (path: string) => Buffer | undefined): string {
  const edits: { from: number; to: number; text: string }[] = [];
  for (const element of elements(parse(html, { sourceCodeLocationInfo: true }))) {
    const source = element.tagName === 'script' ? attribute(element, 'src') : undefined;
    const place = element.sourceCodeLocation;
    if (!source?.startsWith('/') || !place) continue;
    if (attribute(element, 'type') !== 'module')
      throw new Error(`${source} is no module: it would block the page`);
    const content = read(source);
    if (!content) throw new Error(`a page asks for ${source}, which the build did not make`);
    if (edits.length > 0) throw new Error(`${source} is a second script: a page has one import map`);
    const map = JSON.stringify({ integrity: { [source]: digest('sha384', content) } });
    const text = `<script type="importmap">${map}</script><script>${late(source)}</script>`;
    edits.push({ from: place.startOffset, to: place.endOffset, text });
  }
  return edits.reduce((done, { from, to, text }) => done.slice(0, from) + text + done.slice(to), html);
}

/** Bytes of a sheet that costs less in the page than as an answer; each adds its hash to the policy. */
const short = 6_000;

/**
 * The sheets of demos become one file, and go from the head to the first demo: there it holds back what comes after it, and not
 * the words before (HTML, 4.6.7: body-ok; the parser asks for it as early as in the head, and after the words). A short one stands
 * in the page itself: a form is there without another answer. Pure but for the reader of files.
 * @returns the page, and the file when it has one
 */
export function withLateStyles(
  html: string,
  read: (path: string) => Buffer | undefined,
): { html: string; sheet?: { path: string; content: Buffer } } {
  const all = [...elements(parse(html, { sourceCodeLocationInfo: true }))];
  const first = all.find(({ tagName }) => tagName === 'astro-island')?.sourceCodeLocation?.startOffset;
  if (first === undefined) return { html };
  const places = all.flatMap((one) => {
    const at = one.sourceCodeLocation;
    const path = attribute(one, 'rel') === 'stylesheet' ? attribute(one, 'href') : undefined;
    return path?.startsWith('/_astro/') && at && at.endOffset <= first ? [{ at, path }] : [];
  });
  if (places.length === 0) return { html };
  const content = Buffer.concat(
    places.map(({ path }) => {
      const one = read(path);
      if (!one) throw new Error(`a page asks for ${path}, which the build did not make`);
      return one;
    }),
  );
  const rest = places.reduceRight(
    (done, { at }) => done.slice(0, at.startOffset) + done.slice(at.endOffset),
    html.slice(0, first),
  );
  if (content.length <= short) return { html: `${rest}<style>${content}</style>${html.slice(first)}` };
  const path = `/_astro/demos.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}.css`;
  const link = `<link rel="stylesheet" fetchpriority="low" href="${path}">`;
  return { html: rest + link + html.slice(first), sheet: { path, content } };
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
      const { html: finished, sheet } = withLateStyles(withLateScripts(html, read), read);
      if (sheet) writeFileSync(join(dist, sheet.path), sheet.content);
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

// Makes the search index from the built pages: an Astro integration that runs Pagefind after the build.
// No network. The same pages give the same bytes: files are added one at a time, in order.

import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { demoRecords, type FoundDemo, type Kind, partRecords } from './records.ts';

/** What the palette loads. Pagefind also writes three ready-made interfaces and a worker, which nobody here uses. */
const kept =
  /^(pagefind\.js|pagefind-entry\.json|pagefind\..*\.pf_meta|wasm\.en\.pagefind|(fragment|index|filter)\/.*)$/;

/** What other entries of the index already say: parts have records of their own, decisions and demos their pages. */
const excluded = [
  '.diagram-canvas',
  '.diagram-panel',
  '.diagram-twin',
  '.plate-foot',
  '.table.wide',
  '.decisions',
  'svg',
];

export function search({ demos = [] }: { demos?: readonly FoundDemo[] } = {}): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const dist = fileURLToPath(dir);
        const { index, errors } = await createIndex({ forceLanguage: 'en', excludeSelectors: excluded });
        if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
        const pages = await addPages(index, dist);
        const records = [...partRecords(), ...demoRecords(demos)];
        for (const record of records) refuse(await index.addCustomRecord(record as never), record.url);
        const bytes = await write(index, `${dist}pagefind/`);
        await close();
        logger.info(`${pages} pages and ${records.length} records, ${Math.round(bytes / 1024)} KB`);
      },
    },
  };
}

async function addPages(index: PagefindIndex, dist: string): Promise<number> {
  const files = await Array.fromAsync(glob('**/index.html', { cwd: dist }));
  let count = 0;
  for (const file of files.sort()) {
    const html = await readFile(`${dist}${file}`, 'utf8');
    if (!/<main\b[^>]*\bdata-pagefind-body(?!="false")/.test(html)) continue;
    const url = `/${file.slice(0, -'index.html'.length)}`;
    refuse(await index.addHTMLFile({ url, content: labelled(html, url) }), url);
    count++;
  }
  return count;
}

/** Tells Pagefind what kind of page it is and under which short name the reader knows it. */
export function labelled(html: string, url: string): string {
  const name = (/<title>([^<]*)<\/title>/.exec(html)?.[1]?.split(' — ')[0] ?? url).replaceAll('"', '&quot;');
  const labels = [`filter="kind:${kindOf(url)}"`, `meta="about:${name}"`, `meta="href:${url}"`];
  return wholeDiagrams(spaced(html)).replace(
    /<main\b[^>]*>/,
    (main) => main + labels.map((label) => `<p data-pagefind-${label}></p>`).join(''),
  );
}

/** A diagram's title leads to the diagram, by the address that its own links use. */
function wholeDiagrams(html: string): string {
  return html.replace(/(<h3\b[^>]*\bid="[\w-]+)-title"/g, '$1"');
}

/** Elements that the layout sets apart without a space between them would run together as text. */
function spaced(html: string): string {
  return html
    .replace(/(<\/(?:span|strong|a|code)>)(?=<\w)/g, '$1 ')
    .replace(/(\S)(<span class="where">)/g, '$1 $2')
    .replaceAll('</dt>', ':</dt> ')
    .replaceAll('</dd>', '</dd> ');
}

export function kindOf(url: string): Kind {
  if (/^\/decisions\/[^/]+\/$/.test(url)) return 'decision';
  return /^\/demos\/[^/]+\/$/.test(url) ? 'demo' : 'page';
}

async function write(index: PagefindIndex, folder: string): Promise<number> {
  const { files, errors } = await index.getFiles();
  if (errors.length > 0) throw new Error(`Pagefind: ${errors.join('; ')}`);
  await rm(folder, { recursive: true, force: true });
  let bytes = 0;
  for (const { path, content } of files.filter(({ path }) => kept.test(path))) {
    await mkdir(dirname(folder + path), { recursive: true });
    await writeFile(folder + path, content);
    bytes += content.length;
  }
  return bytes;
}

function refuse({ errors }: { errors: string[] }, url: string): void {
  if (errors.length > 0) throw new Error(`Pagefind: ${url}: ${errors.join('; ')}`);
}

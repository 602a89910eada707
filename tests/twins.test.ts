// Each page as Markdown, and the lists that lead to the pages: llms.txt, the sitemap, robots.txt.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const dist = new URL('../dist/', import.meta.url).pathname;
const read = (path: string) => readFileSync(`${dist}${path}`, 'utf8');
const pages = globSync('**/index.html', { cwd: dist })
  .map((file) => `/${file.slice(0, -'index.html'.length)}`)
  .filter((path) => read(`${path.slice(1)}index.html`).includes('rel="canonical"'))
  .sort();
const twinOf = (path: string) => (path === '/' ? 'index.md' : `${path.slice(1, -1)}.md`);

describe.each(pages)('%s', (path) => {
  const html = read(`${path.slice(1)}index.html`);

  test('has a twin that begins with its title and leaves no component behind', () => {
    const text = read(twinOf(path));
    const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1]?.trim();
    expect(text.startsWith('# ')).toBe(true);
    expect(decoded(heading ?? '')).toBe(text.slice(2, text.indexOf('\n')));
    const prose = text.replace(/^(```+)[\s\S]*?^\1$/gm, '').replace(/`[^`]*`/g, '');
    expect(prose).not.toMatch(/<\/?[A-Z][A-Za-z]*[\s/>]/);
    expect(prose).not.toMatch(/^(import|export) /m);
    expect(prose).not.toMatch(/\bundefined\b|\[object Object\]|\{\/\*/);
  });

  test('its twin links only to pages and files that exist', () => {
    for (const [, href = ''] of read(twinOf(path)).matchAll(/\]\((\/[^)\s#]*)/g)) {
      const file = href.endsWith('/') ? `${href.slice(1)}index.html` : href.slice(1);
      expect(existsSync(`${dist}${file}`), href).toBe(true);
    }
  });

  test('points to its twin', () => expect(html).toContain(`href="/${twinOf(path)}"`));
});

test('the sitemap lists every page by its canonical address, and nothing else', () => {
  const listed = [...read('sitemap.xml').matchAll(/<loc>(.*?)<\/loc>/g)].map(
    ([, url]) => new URL(url ?? '').pathname,
  );
  expect(listed.sort()).toEqual(pages);
});

test('llms.txt lists every twin with a sentence, in the format that llmstxt.org describes', () => {
  const text = read('llms.txt');
  expect(text).toMatch(/^# .+\n\n> .+\n/);
  const entries = [...text.matchAll(/^- \[.+?\]\((\S+)\): .{20,}$/gm)].map(
    ([, url]) => new URL(url ?? '').pathname,
  );
  expect(entries.sort()).toEqual(pages.map((path) => `/${twinOf(path)}`).sort());
});

test('robots.txt lets everyone read and names the sitemap', () => {
  expect(read('robots.txt')).toMatch(/Allow: \/\n/);
  expect(read('robots.txt')).toMatch(/Sitemap: https:\/\/.+\/sitemap\.xml/);
});

test('what the manifest names exists', () => {
  const { icons } = JSON.parse(read('site.webmanifest')) as { icons: { src: string }[] };
  for (const { src } of icons) expect(existsSync(`${dist}${src.slice(1)}`)).toBe(true);
});

test('the search index has no file that the palette does not load', () => {
  const files = globSync('pagefind/**/*.*', { cwd: dist });
  expect(files.filter((file) => /(ui|highlight|worker|unknown)\b/.test(file))).toEqual([]);
  expect(files.some((file) => file.endsWith('pagefind.js'))).toBe(true);
});

function decoded(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

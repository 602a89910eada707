import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digest, inlineHashes } from './built.ts';
import { finishBuild, withLateScripts, withLateStyles } from './finish-build.ts';
import { readHashes } from './serve.ts';

const script = Buffer.from('export {};');
const read = (path: string) => (path === '/_astro/a.js' ? script : undefined);

describe('our script', () => {
  it('is asked for after load and the first paint, with its integrity in an import map', () => {
    const html = '<head><script type="module" src="/_astro/a.js"></script></head>';
    const done = withLateScripts(html, read);
    expect(done).toBe(
      `<head><script type="importmap">{"integrity":{"/_astro/a.js":"${digest('sha384', script)}"}}</script>` +
        '<script>addEventListener("load",()=>{const go=()=>import("/_astro/a.js");new PerformanceObserver(go).observe({type:"paint",buffered:true});setTimeout(go,2e3)})</script></head>',
    );
    expect(withLateScripts(done, read)).toBe(done);
  });

  it('leaves inline scripts and words about scripts alone', () => {
    const html =
      '<script>let a</script><p>&lt;script src="/_astro/a.js"&gt;</p><link rel="icon" href="/a.svg">';
    expect(withLateScripts(html, read)).toBe(html);
  });

  it.each([
    ['was not built', '<script type="module" src="/_astro/b.js"></script>', /_astro\/b\.js/],
    ['would block', '<script src="/_astro/a.js"></script>', /no module/],
    ['is a second one', '<script type="module" src="/_astro/a.js"></script>'.repeat(2), /second/],
  ])('stops the build when it %s', (_, html, message) => {
    expect(() => withLateScripts(html, read)).toThrow(message);
  });
});

describe('the sheets of demos', () => {
  const sheets = '<link rel="stylesheet" href="/_astro/a.css"><link rel="stylesheet" href="/_astro/b.css">';
  const long = `/*${'-'.repeat(6_000)}*/`;
  const files = new Map([
    ['/_astro/a.css', 'p{}'],
    ['/_astro/b.css', `q{}${long}`],
    ['/_astro/c.css', 'r{}'],
  ]);
  const text = (path: string) => {
    const content = files.get(path);
    return content === undefined ? undefined : Buffer.from(content);
  };

  it('become one before the first demo, in their order, and doing it again changes nothing that is seen', () => {
    const html = `<head>${sheets}<title>t</title></head><body><p>words</p><astro-island></astro-island><astro-island></astro-island>`;
    const done = withLateStyles(html, text);
    expect(done.sheet?.content.toString()).toBe(`p{}q{}${long}`);
    expect(done.html).toBe(
      `<head><title>t</title></head><body><p>words</p><link rel="stylesheet" fetchpriority="low" href="${done.sheet?.path}"><astro-island></astro-island><astro-island></astro-island>`,
    );
    const again = withLateStyles(done.html, (path) =>
      path === done.sheet?.path ? done.sheet.content : undefined,
    );
    expect(again).toEqual(done);
  });

  it('stand in the page when they are short', () => {
    const html = `<head>${sheets.replace('/b.css', '/c.css')}</head><body><astro-island></astro-island>`;
    expect(withLateStyles(html, text)).toEqual({
      html: '<head></head><body><style>p{}r{}</style><astro-island></astro-island>',
    });
  });

  it('stay where a page has no demo, or the sheet comes from elsewhere', () => {
    for (const html of [
      `<head>${sheets}</head><body><p>&lt;astro-island&gt;</p>`,
      '<link rel="stylesheet" href="https://example.com/_astro/a.css"><astro-island></astro-island>',
    ])
      expect(withLateStyles(html, text)).toEqual({ html });
  });

  it('stop the build when one was not built', () => {
    expect(() => withLateStyles(`${sheets}<astro-island></astro-island>`, () => undefined)).toThrow(/a\.css/);
  });
});

describe('hashes', () => {
  it('cover inline code that runs, not data', () => {
    const found = inlineHashes(
      '<style>p{}</style><script>a()</script><script type="application/ld+json">{}</script><script src="/a.js"></script>',
    );
    expect(found).toEqual({ scripts: [digest('sha256', 'a()')], styles: [digest('sha256', 'p{}')] });
  });

  it('are written beside dist', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lavbytes-build-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'dist', 'a'), { recursive: true });
    for (const name of ['index.html', 'a/index.html'])
      writeFileSync(join(folder, 'dist', name), '<style>p{}</style><script>a()</script>');
    expect(finishBuild(join(folder, 'dist'))).toEqual({ pages: 2, hashes: 2 });
    expect(readHashes(join(folder, 'dist')).styles).toEqual([digest('sha256', 'p{}')]);
    expect(readFileSync(join(folder, '.cache', 'hashes.json'), 'utf8')).toContain(digest('sha256', 'a()'));
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digest, inlineHashes } from './built.ts';
import { finishBuild, withIntegrity } from './finish-build.ts';
import { readHashes } from './serve.ts';

const script = Buffer.from('export {};');
const read = (path: string) => (path === '/_astro/a.js' ? script : undefined);
const integrity = `integrity="${digest('sha384', script)}"`;

describe('integrity', () => {
  it('goes on scripts and module preloads of ours, once', () => {
    const html =
      '<script type="module" src="/_astro/a.js"></script><link rel="modulepreload" href="/_astro/a.js">';
    const done = withIntegrity(html, read);
    expect(done).toBe(
      `<script ${integrity} type="module" src="/_astro/a.js"></script><link ${integrity} rel="modulepreload" href="/_astro/a.js">`,
    );
    expect(withIntegrity(done, read)).toBe(done);
  });

  it('leaves inline scripts and words about scripts alone', () => {
    const html =
      '<script>let a</script><p>&lt;script src="/_astro/a.js"&gt;</p><link rel="icon" href="/a.svg">';
    expect(withIntegrity(html, read)).toBe(html);
  });

  it('stops at a script that was not built', () => {
    expect(() => withIntegrity('<script src="/_astro/b.js"></script>', read)).toThrow(/\/_astro\/b\.js/);
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

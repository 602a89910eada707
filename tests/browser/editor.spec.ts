// What every demo shares: editor and table, on a page of their own under the site's policy.
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { axe } from './axe.ts';
import { expect as hurried, test } from './watched.ts';

const expect = hurried.configure({ timeout: 30_000 });

test.describe('editor and table', { tag: '@desktop' }, () => {
  const page0 = '/kit-parts/';
  const text = '{\\n  "title": "A"\\n}';
  const entry = `
    import { useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Editor } from './demos/kit/Editor.tsx';
    import { ResultTable } from './demos/kit/ResultTable.tsx';
    import './src/styles/site.css';
    const rows = Array.from({ length: 130 }, (_, n) => [n, n % 2 ? null : 'text ' + n]);
    function Parts() {
      const [value, setValue] = useState('${text}');
      const [ran, setRan] = useState(0);
      const marks = value.includes('"A"') ? [{ from: 4, to: 11, severity: 'error', message: 'is too short' }] : [];
      return <>
        <Editor label="Body" language="json" value={value} onChange={setValue} onRun={() => setRan(ran + 1)} diagnostics={marks} />
        <button onClick={() => setValue('[]')}>Replace</button>
        <output>{ran} {value}</output>
        <ResultTable caption="Rows" columns={['n', 'text']} rows={rows} />
      </>;
    }
    createRoot(document.querySelector('main').appendChild(document.createElement('div'))).render(<Parts />);
  `;
  let files: Map<string, string>;

  test.beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: resolve('.'), loader: 'tsx' },
      bundle: true,
      write: false,
      format: 'esm',
      splitting: true,
      outdir: '/kit-parts',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.woff2': 'empty' },
      external: ['/fonts/*'],
      logLevel: 'error',
    });
    files = new Map(outputFiles.map(({ path, text: content }) => [path, content]));
  });

  test.beforeEach(async ({ page }) => {
    await page.route('**/kit-parts/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const content = files.get(pathname);
      if (content !== undefined) {
        const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
        return route.fulfill({ contentType, body: content });
      }
      const site = await route.fetch({ url: new URL('/security/', route.request().url()).href });
      const body =
        '<!doctype html><html lang="en-GB" class="js"><title>Parts</title><link rel="stylesheet" href="/kit-parts/stdin.css"><body><main><h1>Parts</h1></main><script type="module" src="/kit-parts/stdin.js"></script>';
      return route.fulfill({ response: site, body });
    });
  });

  const editor = (page: Page) => page.getByRole('textbox', { name: 'Body' });
  const output = (page: Page) => page.locator('output');

  test('the editor takes the place of the field without moving anything, under the policy', async ({
    page,
    trouble,
  }) => {
    let release = () => {};
    const held = new Promise<void>((go) => {
      release = go;
    });
    await page.route('**/kit-parts/create-*.js', async (route) => {
      await held;
      await route.fallback();
    });
    await page.goto(page0);
    const field = page.locator('textarea');
    await field.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' ');
    const below = () => page.getByRole('button', { name: 'Replace' }).boundingBox();
    const before = await below();
    release();

    await expect(field).toHaveCount(0);
    await expect(editor(page)).toBeFocused();
    expect(await below()).toEqual(before);
    // What was typed before is there, and typing goes on where it was.
    await page.keyboard.type('!');
    await expect(output(page)).toHaveText('0 { "title": "A" } !');
    expect(await trouble.seen()).toEqual([]);
  });

  test('Ctrl+Enter runs, Enter and Tab write, Escape then Tab leaves and says so', async ({
    page,
    trouble,
  }) => {
    await page.goto(page0);
    await expect(page.locator('textarea')).toHaveCount(0);
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2');
    await expect.poll(() => output(page).textContent()).toBe('1 1\n  2');
    await page.keyboard.press('Escape');
    await expect(page.getByText('Tab now leaves the editor.')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Replace' })).toBeFocused();
    await expect(page.getByText('Tab now leaves the editor.')).toHaveCount(0);
    expect(await trouble.seen()).toEqual([]);
  });

  test('text and marks from outside arrive; nothing for axe to say', async ({ page, trouble }) => {
    await page.goto(page0);
    await expect(page.locator('.cm-lintRange-error')).toHaveText('"title"');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replace' }).click();
    await expect(editor(page)).toHaveText('[]');
    await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
    expect(await trouble.seen()).toEqual([]);
  });

  test('the table shows rows by the hundred, says null, copies all', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(page0);
    await expect(page.getByText('100 of 130 rows')).toBeVisible();
    await expect(page.getByRole('cell', { name: 'null' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Copy as TSV' }).click();
    await expect(page.getByText('Copied the rows.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')).toHaveLength(131);
    await page.getByRole('button', { name: 'Show 30 more' }).click();
    await expect(page.getByRole('row')).toHaveCount(131);
  });
});

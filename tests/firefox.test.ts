// The journeys of a reader with Firefox, in the built site under the headers of production. Each browser takes seconds to
// start, so there are three: as it comes, in private mode, and without JavaScript.
import type { Server } from 'node:http';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureFirefox } from '../infra/local/firefox.ts';
import { serve } from '../infra/local/serve.ts';
import { views } from '../src/architecture/model.ts';
import { type Firefox, openFirefox } from './firefox.ts';
import { dist, pages } from './pages.ts';

const found = ensureFirefox();
const there = 'path' in found;
if (!there) console.warn(`The Firefox journeys are skipped: ${found.missing}.`);

let origin: string;
let server: Server;
beforeAll(async () => {
  ({ origin, server } = await serve(dist, 0));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** A Firefox for the tests of one group. */
function driven(preferences?: Record<string, unknown>): () => Firefox {
  let firefox: Firefox;
  beforeAll(async () => {
    firefox = await openFirefox(preferences);
  }, 60_000);
  afterAll(() => firefox.close());
  return () => firefox;
}

/** Our script comes after the first frame: a page that is left before has nothing to say about it. */
async function scripted(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/_astro\/[^?]*\.js$/.test(name)),
  );
  await page.waitForNetworkIdle({ idleTime: 50 });
}

describe.skipIf(!there)('Firefox', () => {
  const firefox = driven();

  it('opens every page without an error, a refusal by policy or a missing file', {
    timeout: 60_000,
  }, async () => {
    const { page, trouble } = await firefox().page();
    for (const path of pages().filter((path) => path !== '/404.html')) {
      const answer = await page.goto(`${origin}${path}`);
      expect([path, answer?.status()]).toEqual([path, 200]);
      expect(await page.evaluate(() => document.querySelectorAll('h1').length)).toBe(1);
      await scripted(page);
      expect(trouble, path).toEqual([]);
    }
    await page.close();
  });

  it('walks through a diagram: part by part with the keyboard, the panel follows', async () => {
    const view = 'security-layers';
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/${views[view].page}/#${view}`);
    await page.waitForSelector(`[data-diagram="${view}"] [data-tool="find"]`);
    const [first, last] = [views[view].parts[0], views[view].parts.at(-1)];
    await page.$eval(`[data-diagram="${view}"] [data-canvas] [data-part="${first}"]`, (part) =>
      (part as SVGElement).focus(),
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${first}"] h4`, { visible: true });
    await page.click(`[data-diagram="${view}"] [data-canvas] [data-part="${last}"]`);
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${last}"] h4`, { visible: true });
    expect(new URL(page.url()).hash).toBe(`#${view}/${last}`);
    await page.goBack();
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${first}"] h4`, { visible: true });
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('searches', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    await page.click('[data-search]');
    await page.waitForSelector('.palette input', { visible: true });
    await page.keyboard.type('refresh');
    await page.waitForSelector('.palette [role="option"]', { visible: true, timeout: 15_000 });
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('control: what a page does against the policy is heard', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect.poll(() => trouble.join('\n')).toMatch(/Content-Security-Policy.*style-src-attr/s);
    await page.close();
  });
});

describe.skipIf(!there)('Firefox without JavaScript', () => {
  const firefox = driven({ 'javascript.enabled': false });

  it('shows the words and the whole drawing', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    const seen = await page.evaluate(() => ({
      words: document.querySelector('main')?.textContent?.split(/\s+/).length,
      parts: document.querySelectorAll('[data-diagram="security-layers"] [data-canvas] [data-part]').length,
      scripted: document.querySelectorAll('[data-tool="find"]').length,
    }));
    expect(seen.words).toBeGreaterThan(300);
    expect(seen.parts).toBe(views['security-layers'].parts.length);
    expect(seen.scripted).toBe(0);
    expect(trouble).toEqual([]);
  });
});

// What holds for every page: nothing for axe to say in either theme, no error, no violation, no sideways scrolling.
import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { freePort } from '../../infra/local/service.ts';
import { pages } from '../pages.ts';
import { provokes } from '../violations.ts';
import { axe } from './axe.ts';
import { expect, test } from './watched.ts';

const overflow = (page: Page) =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const scrolls = element.parentElement?.closest('[data-canvas], pre, .scroll, table');
      return !scrolls && element.getBoundingClientRect().right > room + 1;
    });
    return document.documentElement.scrollWidth > room
      ? wide.map((element) => element.outerHTML.slice(0, 120))
      : [];
  });

/** So many pages a visit: the second finds styles, fonts and scripts in the cache, as a reader's does. */
function visits(paths: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(paths.length / size) }, (_, n) =>
    paths.slice(n * size, (n + 1) * size),
  );
}

/** Decisions are one template: the first is looked at on a phone, the others only at a phone's width. */
const [, ...alike] = pages().filter((path) => /^\/decisions\/./.test(path));
const others = pages().filter((path) => !alike.includes(path));

for (const paths of [...visits(others, 4), ...visits(alike, 8)]) {
  const where = alike.includes(paths[0] ?? '') ? { tag: '@desktop' } : {};
  test(
    `sound, and not too wide: ${paths.join(' ')}`,
    where,
    async ({ page, trouble, isMobile, viewport }) => {
      test.setTimeout(180_000);
      // Each page in both themes, each width in one of them.
      const schemes = [isMobile ? 'dark' : 'light'] as const;
      const unasked: string[] = [];
      page.on('request', (request) => {
        if (/\/runtime\/|pglite/i.test(new URL(request.url()).pathname)) unasked.push(request.url());
      });
      for (const path of paths) {
        await page.goto(path);
        await expect.soft(page.locator('h1'), path).toHaveCount(1);
        expect.soft(await axe(page, { schemes }), path).toEqual([]);
        if (isMobile || alike.includes(path)) {
          for (const width of [390, 320]) {
            await page.setViewportSize({ width, height: 844 });
            expect.soft(await overflow(page), `${path} at ${width} px`).toEqual([]);
          }
          await page.setViewportSize(viewport ?? { width: 1280, height: 900 });
        }
        expect.soft(await trouble.seen(), path).toEqual([]);
        // Nobody pressed anything: not one byte of the service.
        expect.soft(unasked, path).toEqual([]);
      }
    },
  );
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every page can be read', { tag: '@desktop' }, async ({ page }) => {
    test.setTimeout(120_000);
    for (const path of pages()) {
      await page.goto(path);
      await expect(page.locator('h1'), path).toBeVisible();
      const words = (await page.locator('main').allInnerTexts()).join(' ').split(/\s+/);
      expect(words.length, path).toBeGreaterThan(path === '/404.html' ? 15 : 80);
    }
  });
});

/** What TypeScript's DOM does not know yet. */
interface Trusted {
  createPolicy(
    name: string,
    rules: { createScriptURL(path: string): string },
  ): { createScriptURL(path: string): string };
}

test.describe('the policy in the browser', { tag: '@desktop' }, () => {
  test('refuses inline code that it does not know, and each refusal is told to us once', {
    annotation: provokes('script-src-elem inline', 'style-src-attr inline', 'script-src-attr inline'),
  }, async ({ page, trouble }) => {
    const told: number[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname === '/api/reports') told.push(response.status());
    });
    await page.route('**/security/', async (route) => {
      const response = await route.fetch();
      const planted = '<script>window.planted = true</script><p style="color:red" onclick="1">x</p></body>';
      await route.fulfill({ response, body: (await response.text()).replace('</body>', planted) });
    });
    await page.goto('/security/');
    expect(await page.evaluate(() => 'planted' in window)).toBe(false);
    const refused = (await trouble.seen()).filter((line) => line.startsWith('policy:'));
    expect(refused.join('\n')).toMatch(/script-src-elem inline/);
    expect(refused.join('\n')).toMatch(/style-src-attr inline/);
    await expect.poll(() => told).toEqual(refused.map(() => 204));
  });

  test('and so it is told of frames, workers and service workers', {
    annotation: provokes(
      'connect-src https://frame.invalid/',
      'connect-src https://worker.invalid/',
      'connect-src https://service-worker.invalid/',
    ),
  }, async ({ page, context }) => {
    const workers = [page.waitForEvent('worker'), context.waitForEvent('serviceworker')];
    await page.goto('/decisions/');
    await page.evaluate(() => {
      const { trustedTypes } = window as unknown as { trustedTypes: Trusted };
      // The name that the policy knows; a page without a demo has not taken it.
      const names = trustedTypes.createPolicy('lavbytes', { createScriptURL: (path) => path });
      const address = names.createScriptURL('/sandbox/sw.js');
      new Worker(address);
      void navigator.serviceWorker.register(address);
      const frame = document.createElement('iframe');
      document.body.append(frame);
      void frame.contentWindow?.fetch('https://frame.invalid/').catch(() => {});
    });
    const [worker, serviceWorker] = await Promise.all(workers);
    await worker?.evaluate(() => fetch('https://worker.invalid/').catch(() => {}));
    await serviceWorker?.evaluate(() => fetch('https://service-worker.invalid/').catch(() => {}));
  });

  test('enforces trusted types', {
    annotation: provokes('require-trusted-types-for trusted-types-sink'),
  }, async ({ page }) => {
    await page.route('**/security/', async (route) => {
      const response = await route.fetch();
      const script = '<script src="/planted.js"></script></body>';
      await route.fulfill({ response, body: (await response.text()).replace('</body>', script) });
    });
    await page.route('**/planted.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'try { document.body.innerHTML = "<b>x</b>"; } catch (error) { document.title = error.name; }',
      }),
    );
    await page.goto('/security/');
    await expect(page).toHaveTitle('TypeError');
  });

  test('lets no other site frame a page', { annotation: provokes('frame-ancestors') }, async ({
    page,
    baseURL,
  }) => {
    // A real origin on this machine: from anywhere else the browser would stop before it reads our policy.
    const other = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<iframe src="${baseURL}/security/"></iframe>`);
    });
    const port = await freePort();
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(`http://127.0.0.1:${port}/`);
    await refused;
    other.close();
  });
});

test('a page that is not there says so', async ({ page }) => {
  const response = await page.goto('/no-such-page/');
  expect(response?.status()).toBe(404);
  await expect(page.locator('h1')).toHaveCount(1);
});
